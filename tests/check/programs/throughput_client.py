"""A throughput client that passes every case of `sockctl throughput check client`.

usage: python3 throughput_client.py Server_IP Server_Port [-n 100] [-i 0.5] [-s 1024]
"""
import argparse
import select
import socket
import sys
import time

parser = argparse.ArgumentParser()
parser.add_argument("ip")
parser.add_argument("port", type=int)
parser.add_argument("-n", type=int, default=100)
parser.add_argument("-i", type=float, default=0.5)
parser.add_argument("-s", type=int, default=1024)
args = parser.parse_args()


def new_socket():
    end = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    end.settimeout(2)
    return end


def ask(message):
    """The answer to a message that is no packet, or None."""
    client.sendto(message.encode(), (args.ip, args.port))
    try:
        return client.recvfrom(65535)[0].decode()
    except OSError:
        return None


client = new_socket()
if ask("C {}".format(args.s)) is None:
    sys.exit("The server does not answer.")

payload = "Hello Server.".ljust(args.s).encode()
rows = []   # when each packet left and was answered, counted from the start
interval = args.i
start = time.time()
due = 0
for number in range(1, args.n + 1):
    end = new_socket()
    sent = time.time() - start
    end.sendto(payload, (args.ip, args.port))
    due += interval
    answered, _, _ = select.select([end], [], [], max(0, start + due - time.time()))
    reply = None
    if answered:
        end.recvfrom(65535)
        reply = time.time() - start
    rows.append((sent, reply))
    print("Packet {}: interval {:.6f}, sent at {:.6f}".format(number, interval, sent), end=", ")
    print("lost" if reply is None else "reply at {:.6f}".format(reply))
    time.sleep(max(0, start + due - time.time()))
    interval *= 0.95

last = ask("exit")
for second in range(int(rows[-1][0]) + 1):
    rtts = [reply - sent for sent, reply in rows if int(sent) == second and reply is not None]
    throughput = len(rtts) * args.s * 8 * 2
    delay = sum(rtts) / len(rtts) if rtts else 0
    print("Second {}: throughput {} bit/s, delay {:.6f} s".format(second, throughput, delay))
