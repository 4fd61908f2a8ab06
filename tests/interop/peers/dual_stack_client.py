"""IPv4/IPv6 client of the exercise.

usage: python3 dual_stack_client.py [Server_Host] [Server_Port]

Connects to the first address that the host has, of whichever family, says
"Hii Server" five times, each after the answer to the one before, then "exit".
"""
import socket
import sys
import time

host = sys.argv[1] if len(sys.argv) > 1 else "localhost"
port = int(sys.argv[2]) if len(sys.argv) > 2 else 8888

info = socket.getaddrinfo(host, port, 0, socket.SOCK_STREAM)[0]
print("Using", "IPv6" if info[0] == socket.AF_INET6 else "IPv4")
client = socket.socket(info[0], socket.SOCK_STREAM)
client.settimeout(20)
client.connect(info[4])

for i in range(5):
    start = time.time()
    client.send("Hii Server".encode())
    print("Server says:", client.recv(1024).decode())
    print("Time taken: {:.6f} s".format(time.time() - start), file=sys.stderr)

client.send("exit".encode())
client.close()
