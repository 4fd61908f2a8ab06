"""A file client that passes every case of `sockctl ftp check client`.

usage: python3 ftp_client.py Server_IP Server_Port [--key SECRET_KEY] [--output RECEIVED] [--timeout 15]
"""
import argparse
import os
import socket
import sys

parser = argparse.ArgumentParser()
parser.add_argument("ip")
parser.add_argument("port", type=int)
parser.add_argument("--key", default="SECRET_KEY")
parser.add_argument("--output", default="RECEIVED")
parser.add_argument("--timeout", type=float, default=15)
args = parser.parse_args()

YES, NO = b"AUTH_SUCCESS", b"AUTH_ERROR"


def read_answer(client):
    """The answer, and what came behind it."""
    came = b""
    while YES.startswith(came) and came != YES or NO.startswith(came) and came != NO:
        piece = client.recv(1024)
        if not piece:
            break
        came += piece
    return came[:len(YES)], came[len(YES):]


def fetch():
    """What went wrong, or nothing."""
    client = socket.create_connection((args.ip, args.port), args.timeout)
    client.sendall(args.key.encode())
    answer, data = read_answer(client)
    if answer == NO:
        return "Authentication failed"
    if answer != YES:
        return "No answer, or a strange one: {}".format(answer)
    print("Authentication successful")
    part = args.output + ".part"
    with open(part, "wb") as file:
        file.write(data)
        data = client.recv(1024)
        while data:
            file.write(data)
            data = client.recv(1024)
    os.rename(part, args.output)
    print("File received")


try:
    failure = fetch()
except OSError as error:
    failure = "Lost the server: {}".format(error)
if failure:
    print(failure)
    sys.exit(1)
