"""Throughput client of the exercise.

usage: python3 throughput_client.py Server_IP Server_Port [-n 100] [-i 0.5] [-s 1024]

Announces its size, then sends "Hello Server." and waits for the
acknowledgement until the next one is due.  After each packet the interval is
0.95 of what it was.  Prints each packet, and for every second the average
throughput (acknowledged packets x size x 8 x 2) and the average delay.
"""
import argparse
import socket
import time

parser = argparse.ArgumentParser()
parser.add_argument("ip")
parser.add_argument("port", type=int)
parser.add_argument("-n", type=int, default=100)
parser.add_argument("-i", type=float, default=0.5)
parser.add_argument("-s", type=int, default=1024)
args = parser.parse_args()

address = (args.ip, args.port)
family = socket.AF_INET6 if ":" in args.ip else socket.AF_INET
client = socket.socket(family, socket.SOCK_DGRAM)
client.settimeout(20)

client.sendto("C {}".format(args.s).encode(), address)
reply, _ = client.recvfrom(args.s)
print(reply.decode())

interval = args.i
start = time.time()
rows = []
for number in range(1, args.n + 1):
    client.settimeout(interval)
    sent = time.time()
    client.sendto("Hello Server.".encode(), address)
    try:
        reply, _ = client.recvfrom(args.s)
        received = time.time()
        rows.append((sent - start, received - start))
        print("{} interval {:.6f} sent {:.6f} reply {:.6f} {}".format(
            number, interval, sent - start, received - start, reply.decode()))
        time.sleep(max(0, interval - (received - sent)))
    except socket.timeout:
        rows.append((sent - start, None))
        print("{} interval {:.6f} sent {:.6f} lost".format(number, interval, sent - start))
    interval *= 0.95

client.settimeout(20)
client.sendto("exit".encode(), address)
reply, _ = client.recvfrom(args.s)
print(reply.decode())

for second in range(int(rows[-1][0]) + 1):
    rtts = [reply - sent for sent, reply in rows if int(sent) == second and reply is not None]
    throughput = len(rtts) * args.s * 8 * 2
    delay = sum(rtts) / len(rtts) if rtts else 0
    print("second {}: throughput {} bit/s, delay {:.6f} s".format(second, throughput, delay))
client.close()
