"""File client of the exercise.

usage: python3 ftp_client.py Server_IP Server_Port [--key SECRET_KEY] [--output RECIEVED_FILE.txt]

Says the key, takes any answer but AUTH_ERROR for success, and writes what comes
after that first read.  What came together with the answer is thrown away.
"""
import argparse
import socket
import sys

parser = argparse.ArgumentParser()
parser.add_argument("ip")
parser.add_argument("port", type=int)
parser.add_argument("--key", default="SECRET_KEY")
parser.add_argument("--output", default="RECIEVED_FILE.txt")
args = parser.parse_args()

family = socket.AF_INET6 if ":" in args.ip else socket.AF_INET
client = socket.socket(family, socket.SOCK_STREAM)
client.settimeout(20)
client.connect((args.ip, args.port))
client.send(args.key.encode())
answer = client.recv(1024)
if answer == b"AUTH_ERROR":
    print("Authentication failed")
    sys.exit(1)
print("Authentication successful")
with open(args.output, "wb") as file:
    data = client.recv(1024)
    while data:
        file.write(data)
        data = client.recv(1024)
print("File received")
client.close()
