"""Relay client of the exercise.

usage: python3 relay_client.py Server_IP Server_Port

A menu: 1 Initialize, 2 Send Message, 3 Receive Message, 4 Exit, 5 Close Server.
What comes next after a message was sent, from wherever, is taken for the answer to it. All is cut
at 1024 bytes, and bytes that are no text end the client.
"""
import socket
import sys

address = (sys.argv[1], int(sys.argv[2]))
family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
client = socket.socket(family, socket.SOCK_DGRAM)
client.settimeout(20)

while True:
    print("1 Initialize, 2 Send Message, 3 Receive Message, 4 Exit, 5 Close Server")
    choice = input()
    if choice == "1":
        client.sendto("hii".encode(), address)
        data, _ = client.recvfrom(1024)
        print("My address:", data.decode())
    elif choice == "2":
        ip = input()
        port = input()
        text = input()
        client.sendto("to:{}/{};content:{}".format(ip, port, text).encode(), address)
        data, _ = client.recvfrom(1024)
        print("Server says:", data.decode())
    elif choice == "3":
        data, _ = client.recvfrom(1024)
        source, content = data.decode().split(" ; content : ", 1)
        print("From", source, "came:", content)
    elif choice == "4":
        break
    elif choice == "5":
        client.sendto("exit server".encode(), address)
        break

client.close()
