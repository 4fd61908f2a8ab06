"""Ping client of the exercise.

usage: python3 ping_client.py Server_IP Server_Port [-n 10] [-i 1] [-s 1024]

Announces its size, sends "Hello Server" once an interval and waits for the
acknowledgement until the next one is due.  One that is later is taken for the
next packet's.
"""
import argparse
import socket
import time

parser = argparse.ArgumentParser()
parser.add_argument("ip")
parser.add_argument("port", type=int)
parser.add_argument("-n", type=int, default=10)
parser.add_argument("-i", type=float, default=1)
parser.add_argument("-s", type=int, default=1024)
args = parser.parse_args()

address = (args.ip, args.port)
family = socket.AF_INET6 if ":" in args.ip else socket.AF_INET
client = socket.socket(family, socket.SOCK_DGRAM)
client.settimeout(20)

client.sendto("C {}".format(args.s).encode(), address)
reply, _ = client.recvfrom(args.s)
print(reply.decode())

rtts = []
client.settimeout(args.i)
for number in range(1, args.n + 1):
    sent = time.time()
    client.sendto("Hello Server".encode(), address)
    try:
        reply, _ = client.recvfrom(args.s)
        rtt = time.time() - sent
        rtts.append(rtt)
        print("Packet {}: {} RTT = {:.6f} seconds".format(number, reply.decode(), rtt))
        time.sleep(max(0, args.i - rtt))
    except socket.timeout:
        print("Packet {}: lost".format(number))

client.settimeout(20)
client.sendto("exit".encode(), address)
reply, _ = client.recvfrom(args.s)
print(reply.decode())
if rtts:
    print("Average RTT = {:.6f} seconds".format(sum(rtts) / len(rtts)))
print("Loss = {:.1f} %".format(100 * (args.n - len(rtts)) / args.n))
client.close()
