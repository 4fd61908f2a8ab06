"""IPv4/IPv6 server of the exercise.

usage: python3 dual_stack_server.py [Server_IP] [Server_Port] [--idle SECONDS]

Listens on the one family that the address has and serves one client at a time.
What one read brings is one message: "exit" closes that connection, anything
else is answered with "Acknowledgement".
"""
import argparse
import socket

parser = argparse.ArgumentParser()
parser.add_argument("host", nargs="?", default="127.0.0.1")
parser.add_argument("port", nargs="?", type=int, default=8888)
parser.add_argument("--idle", type=float, default=None)     # leave after so many quiet seconds
args = parser.parse_args()

info = socket.getaddrinfo(args.host, args.port, 0, socket.SOCK_STREAM)[0]
server = socket.socket(info[0], socket.SOCK_STREAM)
server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
server.bind(info[4])
server.listen(1)
server.settimeout(args.idle)
print("Server is listening on", args.host)

while True:
    try:
        conn, addr = server.accept()
    except socket.timeout:
        break
    conn.settimeout(args.idle)
    print("Connected to", addr)
    while True:
        message = conn.recv(1024).decode()
        if not message:
            break
        print("Client says:", message)
        if message == "exit":
            break
        conn.send("Acknowledgement".encode())
    conn.close()
    print("Connection closed")

server.close()
