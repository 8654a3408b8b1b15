// What commands of FTP announce.
#include "dissect/application/ftp_transfer.h"

#include "dissect/application/announced.h"
#include "dissect/application/ftp_endpoint.h"
#include "dissect/application/text_line.h"

namespace packetglass {
namespace {

constexpr std::string_view kTransfers[] = {"RETR", "STOR", "APPE", "STOU", "LIST", "NLST", "MLSD"};

void announce(Layer& ftp, const FtpEndpoint& endpoint, std::string_view method) {
  if (endpoint.port == 0 || endpoint.address.kind == Address::Kind::kNone) return;
  ftp.announce(endpoint.address, {Space::kTcpPort, endpoint.port},
               {Space::kAnnounced, kAnnouncedFile}, method);
}

// The address is the server's own, which behind a translation of addresses is another one.
void announce_passive(Layer& ftp, std::string_view numbers) {
  const FtpEndpoint said = ftp_endpoint(numbers);
  if (!(said.address == ftp.source())) announce(ftp, said, "PASV");
  announce(ftp, {ftp.source(), said.port}, "PASV");
}

void read_response(Layer& ftp, std::string_view line) {
  const std::string_view code = line.substr(0, 4);
  const std::string_view behind = line.substr(std::min(line.find('('), line.size()));
  if (code == "227 ") announce_passive(ftp, behind.empty() ? line.substr(4) : behind);
  if (code == "229 " && !behind.empty()) {
    announce(ftp, {ftp.source(), extended_ftp_endpoint(behind.substr(1)).port}, "EPASV");
  }
}

void read_request(Layer& ftp, std::string_view line) {
  const std::string_view command = first_word(line), argument = after_word(line);
  if (same_word(command, "PORT")) return announce(ftp, ftp_endpoint(argument), "PORT");
  if (same_word(command, "EPRT")) return announce(ftp, extended_ftp_endpoint(argument), "EPRT");
  if (one_of(command, kTransfers)) ftp.announce_more(line);
}

}  // namespace

void announce_ftp_transfer(Layer& ftp, bool response, std::string_view line) {
  if (!ftp.announcing()) return;
  response ? read_response(ftp, line) : read_request(ftp, line);
}

}  // namespace packetglass
