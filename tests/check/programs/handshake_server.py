"""A handshake server that passes every case of `sockctl handshake check server`.

usage: python3 handshake_server.py Server_IP Server_Port [--tcp] [--ttl 30] [--idle 120]
"""
import argparse
import socket
import time

parser = argparse.ArgumentParser()
parser.add_argument("ip")
parser.add_argument("port", type=int)
parser.add_argument("--tcp", action="store_true")
parser.add_argument("--idle", type=float, default=120)
parser.add_argument("--ttl", type=float, default=30)
args = parser.parse_args()

leases = {}   # ID -> when it was leased
started = time.monotonic()


def answer(request, client):
    """The reply to one request, or None when it is not a HELLO."""
    try:
        words = request.decode().split()
    except UnicodeDecodeError:
        return None
    if len(words) < 2 or words[0] != "HELLO":
        return None
    wanted = words[1]
    print("asked for", wanted, "by", client, flush=True)
    now = time.monotonic()
    for leased in [leased for leased, since in leases.items() if now - since > args.ttl]:
        del leases[leased]
    if wanted in leases:
        return "RESET " + wanted
    leases[wanted] = now
    return "OK {} {} {}".format(wanted, client[0], client[1])


def serve_udp():
    server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    server.bind((args.ip, args.port))
    while True:
        server.settimeout(args.idle)
        try:
            request, client = server.recvfrom(2048)
        except socket.timeout:
            break
        reply = answer(request, client)
        if reply:
            server.sendto(reply.encode(), client)


def read_request(conn):
    """Bytes until there are two words, or no more come for a while."""
    request = b""
    conn.settimeout(0.5)
    try:
        while len(request.split()) < 2:
            piece = conn.recv(2048)
            if not piece:
                break
            request += piece
    except socket.timeout:
        pass
    return request


def serve_tcp():
    server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    server.bind((args.ip, args.port))
    server.listen(5)
    while True:
        server.settimeout(args.idle)
        try:
            conn, client = server.accept()
        except socket.timeout:
            break
        try:
            reply = answer(read_request(conn), client)
            if reply:
                conn.sendall(reply.encode())
        except OSError:
            pass
        conn.close()


if args.tcp:
    serve_tcp()
else:
    serve_udp()
