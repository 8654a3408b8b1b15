// FTP, IRC, Telnet and SSH: commands and responses, options, key exchange.
import { bytes, u16, u32 } from "./packets.mjs";
import { filled, talk } from "./tls.mjs";

const string = (text) => bytes(u32(text.length), text);
const packet = (...parts) => {
  const payload = bytes(...parts);
  const padding = 4 + ((8 - ((payload.length + 9) % 8)) % 8);
  return bytes(u32(payload.length + padding + 1), padding, payload, Buffer.alloc(padding));
};
const lists = [
  "curve25519-sha256,diffie-hellman-group14-sha256",
  "ssh-ed25519,rsa-sha2-512",
  "chacha20-poly1305@openssh.com,aes128-ctr",
  "aes128-ctr",
  "hmac-sha2-256",
  "hmac-sha2-512",
  "none,zlib",
  "none",
  "",
  "",
];
const exchange = packet(20, filled(16, 1), ...lists.map(string), 0, u32(0));

export const packets = [
  ...talk(
    21,
    50001,
    ["s", "220 Welcome\r\n"],
    ["c", "USER anonymous\r\n"],
    ["s", "331 Please say who\r\n"],
    ["c", "PASS guest@example.org\r\n"],
    ["s", "230-Hello\r\n there\r\n230 Logged in\r\n"],
    ["c", "PASV\r\n"],
    ["s", "227 Entering Passive Mode (198,51,100,2,200,10)\r\n"],
    ["c", "PORT 192,0,2,1,200,11\r\n"],
    ["c", "EPSV\r\n"],
    ["s", "229 Entering Extended Passive Mode (|||51210|)\r\n"],
    ["c", "EPRT |1|192.0.2.1|51211|\r\n"],
    ["c", "RETR file name.txt\r\n"],
    ["s", "150\r\n"],
    ["c", "QUIT\r\n"],
  ),
  ...talk(
    6667,
    50002,
    ["c", "NICK someone\r\nUSER someone 0 * :Some One\r\n"],
    ["s", ":irc.example.org 001 someone :Welcome\r\n:irc.example.org 332 someone #room :Topic\r\n"],
    ["c", "JOIN #room\r\n"],
    ["s", ":someone!user@192.0.2.1 JOIN :#room\r\n"],
    ["c", "PRIVMSG #room :hello there\r\n"],
    ["s", "PING :irc.example.org\r\n"],
    ["c", "PONG irc.example.org\r\n"],
  ),
  ...talk(
    23,
    50003,
    ["s", 255, 253, 24, 255, 253, 31, 255, 251, 1],
    ["c", 255, 251, 24, 255, 250, 31, u16(80), u16(24), 255, 240],
    ["s", 255, 250, 24, 1, 255, 240, "login: "],
    ["c", 255, 250, 24, 0, "xterm", 255, 240, "user\r\n"],
    ["s", 255, 241, 255, 255, "data"],
    ["s", 255, 250, 39, 1, 3, "USER"],
  ),
  ...talk(
    22,
    50004,
    ["s", "SSH-2.0-Server_1.0 made up\r\n"],
    ["c", "SSH-2.0-Client_2.0\r\n"],
    ["c", exchange],
    ["s", exchange],
    ["c", packet(30, string(filled(32, 3)))],
    ["s", packet(21)],
    ["c", filled(64, 0x90)],
  ),
  ...talk(2222, 50005, ["s", "SSH-1.99-Old\n"], ["c", "SSH-2.0-x\r\n"]),
];
