"""Ping server of the exercise.

usage: python3 ping_server.py Server_IP Server_Port [--loss 0.1] [--delay 0.0001 0.5]

Wire: "C <size>" sets the size of the packets to come, every other message is
a packet and is acknowledged after an artificial delay, or lost, "exit" ends it.
One socket, one client after another; "C" and something else kills it.
"""
import argparse
import random
import socket
import time

parser = argparse.ArgumentParser()
parser.add_argument("ip")
parser.add_argument("port", type=int)
parser.add_argument("--loss", type=float, default=0.1)
parser.add_argument("--delay", type=float, nargs=2, default=[0.0001, 0.5])
parser.add_argument("--idle", type=float, default=None)   # leave after so many quiet seconds
args = parser.parse_args()

size = 1024
family = socket.AF_INET6 if ":" in args.ip else socket.AF_INET
server = socket.socket(family, socket.SOCK_DGRAM)
server.bind((args.ip, args.port))
server.settimeout(args.idle)
print("Server is ready on {} {}".format(args.ip, args.port))

while True:
    message, client = server.recvfrom(size)
    message = message.decode()
    print("{} says: {}".format(client[1], message))
    if message.startswith("C"):
        size = int(message.split()[1])
        server.sendto("Buffer Size Calibrated at Server.".encode(), client)
    elif message == "exit":
        server.sendto("Stopping the Server.".encode(), client)
        break
    elif random.random() < args.loss:
        print("lost")
    else:
        delay = random.uniform(*args.delay)
        time.sleep(delay)
        print("delayed {:.6f}".format(delay))
        server.sendto("Packet Acknowledged".encode(), client)

server.close()
print("Server closed")
