"""An echo server that passes every case of `sockctl echo check server`.

usage: python3 echo_server.py Server_IP Server_Port [--wire named|lab] [--udp] [--suffix ACK] [--max-clients 3]
"""
import argparse
import datetime
import socket
import threading

parser = argparse.ArgumentParser()
parser.add_argument("ip")
parser.add_argument("port", type=int)
parser.add_argument("--wire", default="named")
parser.add_argument("--udp", action="store_true")
parser.add_argument("--suffix", default="ACK")
parser.add_argument("--max-clients", type=int, default=3)
args = parser.parse_args()

lock = threading.Lock()
clients = {}   # name -> when it connected
taken = 0      # places
number = 0     # of the last client


def command(message):
    return message.strip().lower()


def status():
    with lock:
        return "\n".join("{} connected at {}".format(*client) for client in clients.items()).encode()


def talk_lab(conn):
    """How the session ended."""
    try:
        while True:
            message = conn.recv(2048)
            if not message:
                return "closed"
            print("Received:", message, flush=True)
            if command(message) in (b"exit", b"stop"):
                return "exit"
            conn.sendall(message)
    except ConnectionError:
        return "broken"


def talk_named(conn, name):
    """How the session ended."""
    try:
        conn.sendall(name.encode())
        while True:
            message = conn.recv(2048)
            if not message:
                return "closed"
            if command(message) in (b"exit", b"stop"):
                return "exit"
            if command(message) == b"status":
                conn.sendall(status())
            else:
                conn.sendall(message.rstrip(b"\r\n") + args.suffix.encode())
    except ConnectionError:
        return "broken"


def serve_lab(conn, peer):
    print("Connected to", peer, flush=True)
    talk_lab(conn)
    conn.close()


def serve_named(conn, peer):
    global number, taken
    with lock:
        full = taken >= args.max_clients
        if not full:
            taken += 1
            number += 1
            name = "Client{:02d}".format(number)
            clients[name] = datetime.datetime.now()
    if full:
        conn.sendall(b"Server is full")
        conn.close()
        return
    print("[NEW CONNECTION] {} connected from {}".format(name, peer), flush=True)
    how = talk_named(conn, name)
    with lock:
        del clients[name]
        taken -= 1
    print("[DISCONNECTED] {} at {}".format(name, datetime.datetime.now()), flush=True)
    conn.close()


def serve_tcp():
    server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    server.bind((args.ip, args.port))
    server.listen()
    serve = serve_lab if args.wire == "lab" else serve_named
    while True:
        conn, peer = server.accept()
        threading.Thread(target=serve, args=(conn, peer), daemon=True).start()


def serve_udp():
    server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    server.bind((args.ip, args.port))
    while True:
        message, peer = server.recvfrom(2048)
        print("Received:", message, "from", peer, flush=True)
        if command(message) not in (b"exit", b"stop"):
            server.sendto(message, peer)


if args.udp:
    serve_udp()
else:
    serve_tcp()
