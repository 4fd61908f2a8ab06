"""A ping server that passes every case of `sockctl ping check server`.

usage: python3 ping_server.py Server_IP Server_Port [--loss 0.1] [--delay 0.0001 0.5]
"""
import argparse
import random
import socket
import threading
import time

parser = argparse.ArgumentParser()
parser.add_argument("ip")
parser.add_argument("port", type=int)
parser.add_argument("--loss", type=float, default=0.1)
parser.add_argument("--delay", type=float, nargs=2, default=[0.0001, 0.5])
args = parser.parse_args()

server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server.bind((args.ip, args.port))
size = 1024


def is_calibration(message):
    words = message.split()
    return message[:1] == b"C" and len(words) == 2 and words[1].isdigit() and len(words[1]) < 10


def acknowledge(client):
    """Answers a packet later, without holding up the others."""
    if random.random() < args.loss:
        return
    delay = random.uniform(*args.delay)
    threading.Timer(delay, server.sendto, (b"Packet Acknowledged", client)).start()


while True:
    message, client = server.recvfrom(65535)
    print(client, "says", message, flush=True)
    if is_calibration(message):
        size = int(message.split()[1])
        server.sendto(b"Buffer Size Calibrated at Server.", client)
    elif message == b"exit":
        server.sendto(b"Stopping the Server.", client)
        break
    else:
        acknowledge(client)

server.close()
