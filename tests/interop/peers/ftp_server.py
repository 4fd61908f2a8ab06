"""File server of the exercise.

usage: python3 ftp_server.py Server_IP Server_Port FILE [--key SECRET_KEY] [--one-write]

Wire: the client says the key, in one read of ours; the answer is AUTH_SUCCESS
and then the file until the connection closes, or AUTH_ERROR.  One client, then
it ends.
"""
import argparse
import socket

parser = argparse.ArgumentParser()
parser.add_argument("ip")
parser.add_argument("port", type=int)
parser.add_argument("file")
parser.add_argument("--key", default="SECRET_KEY")
parser.add_argument("--idle", type=float, default=None)     # leave after so many quiet seconds
parser.add_argument("--one-write", action="store_true")     # the answer and the file's beginning together
args = parser.parse_args()

family = socket.AF_INET6 if ":" in args.ip else socket.AF_INET
server = socket.socket(family, socket.SOCK_STREAM)
server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
server.bind((args.ip, args.port))
server.listen(1)
server.settimeout(args.idle)
print("Server is ready on {} {}".format(args.ip, args.port))

conn, client = server.accept()
conn.settimeout(args.idle)
print("Connected to", client)
key = conn.recv(1024).decode()
if key == args.key:
    with open(args.file, "rb") as file:
        start = file.read(1000) if args.one_write else b""
        conn.sendall(b"AUTH_SUCCESS" + start)
        data = file.read(1024)
        while data:
            conn.sendall(data)
            data = file.read(1024)
    print("File sent")
else:
    conn.send("AUTH_ERROR".encode())
    print("Authentication failed")
conn.close()
server.close()
