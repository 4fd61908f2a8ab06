"""A handshake client that passes every case of `sockctl handshake check client`.

usage: python3 handshake_client.py Server_IP Server_Port ID [--tcp] [--timeout 15]
"""
import argparse
import datetime
import socket
import sys
import time

parser = argparse.ArgumentParser()
parser.add_argument("ip")
parser.add_argument("port", type=int)
parser.add_argument("id")
parser.add_argument("--tcp", action="store_true")
parser.add_argument("--timeout", type=float, default=15)
args = parser.parse_args()

TRIES = 3


def now():
    return datetime.datetime.now().strftime("%Y-%m-%d %H:%M:%S.%f")


def words_of(reply):
    """The words of a reply, none when it is no text."""
    try:
        return reply.decode().split()
    except UnicodeDecodeError:
        return []


def is_about(words, wanted):
    """Whether a reply is whole and about this ID."""
    if words[:1] == ["OK"]:
        return len(words) == 4 and words[1] == wanted
    return words[:1] == ["RESET"] and words[1:2] == [wanted]


def ask_udp(wanted, deadline):
    client = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    client.connect((args.ip, args.port))
    client.send("HELLO {}".format(wanted).encode())
    while True:
        client.settimeout(max(0.001, deadline - time.monotonic()))
        words = words_of(client.recv(2048))
        if is_about(words, wanted):
            return words


def ask_tcp(wanted, deadline):
    client = socket.create_connection((args.ip, args.port), args.timeout)
    client.sendall("HELLO {}".format(wanted).encode())
    reply = b""
    while True:
        client.settimeout(max(0.001, deadline - time.monotonic()))
        piece = client.recv(2048)
        reply += piece
        words = words_of(reply)
        if is_about(words, wanted):
            return words
        if not piece:
            return []
        if len(words) > 1 and words[1] != wanted:
            reply = b""


def ask(wanted):
    """The words of the reply, or none when none came in time."""
    deadline = time.monotonic() + args.timeout
    try:
        return ask_tcp(wanted, deadline) if args.tcp else ask_udp(wanted, deadline)
    except OSError:
        return []


def main():
    wanted = args.id
    for number in range(1, TRIES + 1):
        words = ask(wanted)
        if words[:1] == ["OK"]:
            print("Connection established", words[1], words[2], words[3], "on", now())
            return 0
        print("Connection Error", wanted, "on", now())
        if number < TRIES:
            try:
                wanted = input("Enter a new connection ID: ").strip()
            except EOFError:
                break
    print("Connection Failure on", now())
    return 1


sys.exit(main())
