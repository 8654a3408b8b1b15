// SMTP, POP and IMAP: greetings, commands, responses of several lines, messages. Differs from
// tshark on purpose: nothing is remembered between packets, so a message's text is not taken apart
// and lines that say nothing of themselves are data.
import { talk } from "./tls.mjs";

export const packets = [
  ...talk(
    25,
    50001,
    ["s", "220 mail.example.org ESMTP ready\r\n"],
    ["c", "EHLO client.example.org\r\n"],
    ["s", "250-mail.example.org\r\n250-SIZE 1000000\r\n250 STARTTLS\r\n"],
    ["c", "MAIL FROM:<a@example.org> SIZE=10\r\n"],
    ["s", "250 2.1.0 Ok\r\n"],
    ["c", "rcpt to:<b@example.org>\r\n"],
    ["s", "550 5.1.1 No such user\r\n"],
    ["c", "AUTH PLAIN AHVzZXIAcGFzcw==\r\n"],
    ["s", "235 2.7.0 Accepted\r\n"],
    ["c", "DATA\r\n"],
    ["s", "354 End data with <CR><LF>.<CR><LF>\r\n"],
    ["c", "Subject: nothing\r\n\r\n"],
  ),
  ...talk(
    587,
    50002,
    ["s", "220 submission\r\n"],
    ["c", "HELO x\r\nMAIL FROM:<>\r\nRSET\r\n"],
    ["s", "250 a\r\n250 b\r\n"],
    ["c", "QUIT\r\n"],
    ["s", "221\r\n"],
  ),
  ...talk(
    110,
    50003,
    ["s", "+OK POP3 ready <1896.697170952@example.org>\r\n"],
    ["c", "USER someone\r\n"],
    ["s", "+OK\r\n"],
    ["c", "PASS secret word\r\n"],
    ["s", "-ERR no\r\n"],
    ["c", "STAT\r\n"],
    ["s", "+OK 2 320\r\n"],
    ["c", "LIST\r\n"],
    ["s", "+OK 2 messages\r\n1 120\r\n2 200\r\n.\r\n"],
    ["c", "QUIT\r\n"],
  ),
  ...talk(
    143,
    50004,
    ["s", "* OK [CAPABILITY IMAP4rev1] ready\r\n"],
    ["c", "a1 LOGIN user pass\r\n"],
    ["s", "a1 OK done\r\n"],
    ["c", 'a2 SELECT "INBOX"\r\n'],
    ["s", "* 3 EXISTS\r\n* FLAGS (Seen)\r\na2 OK [READ-WRITE] done\r\n"],
    ["c", "a3 UID FETCH 1:* (FLAGS)\r\n"],
    ["s", "+ idling\r\n"],
    ["c", "DONE\r\n"],
    ["s", "a3 BAD what\r\n"],
  ),
];
