"""A file server that passes every case of `sockctl ftp check server`.

usage: python3 ftp_server.py Server_IP Server_Port FILE [--key SECRET_KEY]
"""
import argparse
import socket
import threading
import time

parser = argparse.ArgumentParser()
parser.add_argument("ip")
parser.add_argument("port", type=int)
parser.add_argument("file")
parser.add_argument("--key", default="SECRET_KEY")
args = parser.parse_args()

KEY = args.key.encode()
PAUSE = 0.3       # between the answer and the file, for clients that read both at once
PATIENCE = 10     # for the key

def read_key(conn):
    """Bytes until there are as many as the key has, or no more come."""
    said = b""
    conn.settimeout(PATIENCE)
    while len(said) < len(KEY):
        piece = conn.recv(1024)
        if not piece:
            break
        said += piece
    conn.settimeout(None)
    return said


def serve(conn):
    said = read_key(conn)
    if not said:
        return
    if said != KEY:
        conn.sendall(b"AUTH_ERROR")
        return
    conn.sendall(b"AUTH_SUCCESS")
    time.sleep(PAUSE)
    with open(args.file, "rb") as file:
        data = file.read(4096)
        while data:
            conn.sendall(data)
            data = file.read(4096)


def serve_and_close(conn):
    try:
        serve(conn)
    except OSError as error:
        print("lost a client:", error)
    conn.close()


server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
server.bind((args.ip, args.port))
server.listen(5)
while True:
    connection, client = server.accept()
    threading.Thread(target=serve_and_close, args=(connection,), daemon=True).start()
