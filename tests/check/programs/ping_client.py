"""A ping client that passes every case of `sockctl ping check client`.

usage: python3 ping_client.py Server_IP Server_Port [-n 10] [-i 1] [-s 1024]

Each packet has a socket of its own, so that an answer that comes late is still known to be its.
"""
import argparse
import select
import socket
import sys
import time

parser = argparse.ArgumentParser()
parser.add_argument("ip")
parser.add_argument("port", type=int)
parser.add_argument("-n", type=int, default=10)
parser.add_argument("-i", type=float, default=1)
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

payload = "Hello Server".ljust(args.s).encode()
rtts = []
start = time.time()
for number in range(1, args.n + 1):
    end = new_socket()
    sent = time.time()
    end.sendto(payload, (args.ip, args.port))
    due = start + number * args.i
    answered, _, _ = select.select([end], [], [], max(0, due - time.time()))
    if answered:
        end.recvfrom(65535)
        rtt = time.time() - sent
        rtts.append(rtt)
        print("Packet {}: {} bytes, RTT = {:.6f} seconds".format(number, args.s, rtt))
    else:
        print("Packet {}: {} bytes, lost".format(number, args.s))
    time.sleep(max(0, due - time.time()))

last = ask("exit")
if rtts:
    print("Average RTT = {:.6f} seconds".format(sum(rtts) / len(rtts)))
print("Loss = {:.1f} %".format(100 * (args.n - len(rtts)) / args.n))
