"""An echo client that passes every case of `sockctl echo check client`.

usage: python3 echo_client.py Server_IP Server_Port [--wire named|lab] [--udp] [--suffix ACK]
"""
import argparse
import socket
import sys

parser = argparse.ArgumentParser()
parser.add_argument("ip")
parser.add_argument("port", type=int)
parser.add_argument("--wire", default="named")
parser.add_argument("--udp", action="store_true")
parser.add_argument("--suffix", default="ACK")
args = parser.parse_args()

TIMEOUT = 4
NAMED = args.wire == "named" and not args.udp
PROMPT = "> Enter message (or 'exit' to quit, 'status' for client information) "


class Closed(Exception):
    """The server has closed the connection."""


def show(reply):
    print(reply.decode(errors="replace"))


def receive(conn, message):
    """The answer to a message: what it must be, or what there is when no more comes."""
    expected = message + (args.suffix.encode() if NAMED else b"")
    reply = b""
    while reply != expected:
        conn.settimeout(TIMEOUT if expected.startswith(reply) else 0.2)
        try:
            piece = conn.recv(2048)
        except socket.timeout:
            if reply:
                break
            raise
        if not piece:
            raise Closed
        reply += piece
    return reply


def exchange_tcp(conn, message):
    if message:
        conn.sendall(message)
        show(receive(conn, message))


def exchange_udp(conn, message):
    conn.send(message)
    show(conn.recv(2048))


def converse(conn, exchange):
    """Says line after line, and gives the exit status."""
    while True:
        try:
            text = input(PROMPT)
        except EOFError:
            return 0
        message = text.encode()
        if text.strip().lower() in ("exit", "stop"):
            conn.send(message)
            return 0
        try:
            exchange(conn, message)
        except socket.timeout:
            print("No reply")
        except (Closed, ConnectionError):
            print("The server has closed the connection")
            return 1


def main():
    if args.udp:
        conn = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        conn.settimeout(TIMEOUT)
        conn.connect((args.ip, args.port))
        return converse(conn, exchange_udp)
    conn = socket.create_connection((args.ip, args.port), TIMEOUT)
    if NAMED:
        greeting = conn.recv(1024).decode()
        if not greeting.startswith("Client"):
            print(greeting)
            return 1
        print("Connected as", greeting)
    return converse(conn, exchange_tcp)


sys.exit(main())
