// The fields of TLS and DTLS.
#include "dissect/application/tls/fields.h"

#include <algorithm>
#include <array>

#include "dissect/application/tls/cipher_suites.h"

namespace packetglass::tls {
namespace {

template <std::size_t kSize>
struct Letters {
  char text[kSize]{};
  consteval Letters(const char (&from)[kSize]) { std::copy_n(from, kSize, text); }
  static constexpr std::size_t size() { return kSize - 1; }
};

template <Letters kProtocol, Letters kRest>
constexpr auto kJoinedLetters = [] {
  std::array<char, kProtocol.size() + kRest.size() + 1> all{};
  std::copy_n(kProtocol.text, kProtocol.size(), all.begin());
  std::copy_n(kRest.text, kRest.size(), all.begin() + kProtocol.size());
  return all;
}();

// "tls" and ".record" as "tls.record": the end of "dtls.record".
template <Letters kProtocol, Letters kRest>
constexpr const char* kJoined = kJoinedLetters<"dtls", kRest>.data() +
                                (sizeof("dtls") - 1 - kProtocol.size());

template <Letters P>
constexpr RecordFields record_fields() {
  return {
      .record = {kJoined<P, ".record">, "Record Layer", Shape::kGroup},
      .content_type = {kJoined<P, ".record.content_type">, "Content Type", Shape::kNumber8, 0,
                       kContentNames},
      .opaque_type = {kJoined<P, ".record.opaque_type">, "Opaque Type", Shape::kNumber8, 0,
                      kContentNames},
      .version = {kJoined<P, ".record.version">, "Version", Shape::kHex16, 0, kVersionNames},
      .epoch = {kJoined<P, ".record.epoch">, "Epoch", Shape::kNumber16},
      .sequence = {kJoined<P, ".record.sequence_number">, "Sequence Number", Shape::kNumber64},
      .length = {kJoined<P, ".record.length">, "Length", Shape::kNumber16},
      .application_data = {kJoined<P, ".app_data">, "Encrypted Application Data", Shape::kBytes},
      .change_cipher_spec = {kJoined<P, ".change_cipher_spec">, "Change Cipher Spec Message",
                             Shape::kGroup},
      .segment = {kJoined<P, ".segment.data">, "Not a record, or the rest of one", Shape::kBytes},
      .alert = {kJoined<P, ".alert_message">, "Alert Message", Shape::kGroup},
      .alert_level = {kJoined<P, ".alert_message.level">, "Level", Shape::kNumber8, 0,
                      kAlertLevelNames},
      .alert_description = {kJoined<P, ".alert_message.desc">, "Description", Shape::kNumber8, 0,
                            kAlertNames},
      .heartbeat = {kJoined<P, ".heartbeat_message">, "Heartbeat Message", Shape::kGroup},
      .heartbeat_type = {kJoined<P, ".heartbeat_message.type">, "Type", Shape::kNumber8, 0,
                         kHeartbeatNames},
      .heartbeat_length = {kJoined<P, ".heartbeat_message.payload_length">, "Payload Length",
                           Shape::kNumber16},
      .heartbeat_payload = {kJoined<P, ".heartbeat_message.payload">, "Payload", Shape::kBytes},
      .heartbeat_padding = {kJoined<P, ".heartbeat_message.padding">, "Padding", Shape::kBytes},
  };
}

template <Letters P>
constexpr MessageFields message_fields() {
  return {
      .message = {kJoined<P, ".handshake">, "Handshake Protocol", Shape::kGroup},
      .type = {kJoined<P, ".handshake.type">, "Handshake Type", Shape::kNumber8, 0, kMessageNames},
      .length = {kJoined<P, ".handshake.length">, "Length", Shape::kNumber24},
      .sequence = {kJoined<P, ".handshake.message_seq">, "Message Sequence", Shape::kNumber16},
      .fragment_offset = {kJoined<P, ".handshake.fragment_offset">, "Fragment Offset",
                          Shape::kNumber24},
      .fragment_length = {kJoined<P, ".handshake.fragment_length">, "Fragment Length",
                          Shape::kNumber24},
      .fragment = {kJoined<P, ".handshake.fragment_bytes">, "Fragment", Shape::kBytes},
      .certificates_length = {kJoined<P, ".handshake.certificates_length">, "Certificates Length",
                              Shape::kNumber24},
      .certificates = {kJoined<P, ".handshake.certificates">, "Certificates", Shape::kGroup},
      .certificate_length = {kJoined<P, ".handshake.certificate_length">, "Certificate Length",
                             Shape::kNumber24},
      .certificate = {kJoined<P, ".handshake.certificate">, "Certificate", Shape::kBytes},
      .curve_type = {kJoined<P, ".handshake.server_curve_type">, "Curve Type", Shape::kHex8, 0,
                     kCurveTypeNames},
      .named_curve = {kJoined<P, ".handshake.server_named_curve">, "Named Curve", Shape::kHex16, 0,
                      kGroupNames},
      .server_point_length = {kJoined<P, ".handshake.server_point_len">, "Pubkey Length",
                              Shape::kNumber8},
      .server_point = {kJoined<P, ".handshake.server_point">, "Pubkey", Shape::kBytes},
      .client_point_length = {kJoined<P, ".handshake.client_point_len">, "Pubkey Length",
                              Shape::kNumber8},
      .client_point = {kJoined<P, ".handshake.client_point">, "Pubkey", Shape::kBytes},
      .signature_length = {kJoined<P, ".handshake.sig_len">, "Signature Length", Shape::kNumber16},
      .signature = {kJoined<P, ".handshake.sig">, "Signature", Shape::kBytes},
      .certificate_type_count = {kJoined<P, ".handshake.cert_types_count">,
                                 "Certificate types count", Shape::kNumber8},
      .certificate_type = {kJoined<P, ".handshake.cert_type">, "Certificate type", Shape::kNumber8,
                           0, kCertificateTypeNames},
      .names_length = {kJoined<P, ".handshake.dnames_len">, "Distinguished Names Length",
                       Shape::kNumber16},
      .name_length = {kJoined<P, ".handshake.dname_len">, "Distinguished Name Length",
                      Shape::kNumber16},
      .name = {kJoined<P, ".handshake.dname">, "Distinguished Name", Shape::kGroup},
      .verify_length = {kJoined<P, ".handshake.client_cert_vrfy.sig_len">, "Signature length",
                        Shape::kNumber16},
      .verify_signature = {kJoined<P, ".handshake.client_cert_vrfy.sig">, "Signature",
                           Shape::kBytes},
      .verify_data = {kJoined<P, ".handshake.verify_data">, "Verify Data", Shape::kGroup},
      .status_type = {kJoined<P, ".handshake.extensions_status_request_type">,
                      "Certificate Status Type", Shape::kNumber8, 0, kStatusNames},
      .ocsp_length = {kJoined<P, ".handshake.ocsp_response_len">, "OCSP Response Length",
                      Shape::kNumber24},
      .ocsp = {kJoined<P, ".handshake.ocsp_response">, "OCSP Response", Shape::kBytes},
      .ticket_lifetime = {kJoined<P, ".handshake.session_ticket_lifetime_hint">,
                          "Session Ticket Lifetime Hint", Shape::kNumber32},
      .ticket_length = {kJoined<P, ".handshake.session_ticket_length">, "Session Ticket Length",
                        Shape::kNumber16},
      .ticket = {kJoined<P, ".handshake.session_ticket">, "Session Ticket", Shape::kBytes},
      .update = {kJoined<P, ".handshake.key_update.request_update">, "Key Update Request",
                 Shape::kNumber8, 0, kUpdateNames},
  };
}

template <Letters P>
constexpr HelloFields hello_fields() {
  return {
      .version = {kJoined<P, ".handshake.version">, "Version", Shape::kHex16, 0, kVersionNames},
      .random = {kJoined<P, ".handshake.random">, "Random", Shape::kBytes},
      .session_length = {kJoined<P, ".handshake.session_id_length">, "Session ID Length",
                         Shape::kNumber8},
      .session = {kJoined<P, ".handshake.session_id">, "Session ID", Shape::kBytes},
      .cookie_length = {kJoined<P, ".handshake.cookie_length">, "Cookie Length", Shape::kNumber8},
      .cookie = {kJoined<P, ".handshake.cookie">, "Cookie", Shape::kBytes},
      .suites_length = {kJoined<P, ".handshake.cipher_suites_length">, "Cipher Suites Length",
                        Shape::kNumber16},
      .suites = {kJoined<P, ".handshake.ciphersuites">, "Cipher Suites", Shape::kGroup},
      .suite = {kJoined<P, ".handshake.ciphersuite">, "Cipher Suite", Shape::kHex16, 0,
                kCipherSuiteNames},
      .methods_length = {kJoined<P, ".handshake.comp_methods_length">,
                         "Compression Methods Length", Shape::kNumber8},
      .methods = {kJoined<P, ".handshake.comp_methods">, "Compression Methods", Shape::kGroup},
      .method = {kJoined<P, ".handshake.comp_method">, "Compression Method", Shape::kNumber8, 0,
                 kCompressionNames},
      .ja4 = {kJoined<P, ".handshake.ja4">, "JA4", Shape::kText},
      .ja3_full = {kJoined<P, ".handshake.ja3_full">, "JA3 Fullstring", Shape::kText},
      .ja3 = {kJoined<P, ".handshake.ja3">, "JA3", Shape::kText},
      .ja3s_full = {kJoined<P, ".handshake.ja3s_full">, "JA3S Fullstring", Shape::kText},
      .ja3s = {kJoined<P, ".handshake.ja3s">, "JA3S", Shape::kText},
  };
}

template <Letters P>
constexpr ExtensionFields extension_fields() {
  return {
      .extensions_length = {kJoined<P, ".handshake.extensions_length">, "Extensions Length",
                            Shape::kNumber16},
      .extension = {kJoined<P, ".handshake.extension">, "Extension", Shape::kGroup},
      .type = {kJoined<P, ".handshake.extension.type">, "Type", Shape::kNumber16, 0,
               kExtensionNames},
      .length = {kJoined<P, ".handshake.extension.len">, "Length", Shape::kNumber16},
      .unknown = {kJoined<P, ".handshake.extension.data">, "Data", Shape::kBytes},
      .names_length = {kJoined<P, ".handshake.extensions_server_name_list_len">,
                       "Server Name list length", Shape::kNumber16},
      .name_type = {kJoined<P, ".handshake.extensions_server_name_type">, "Server Name Type",
                    Shape::kNumber8, 0, kServerNameNames},
      .name_length = {kJoined<P, ".handshake.extensions_server_name_len">, "Server Name length",
                      Shape::kNumber16},
      .name = {kJoined<P, ".handshake.extensions_server_name">, "Server Name", Shape::kText},
      .groups_length = {kJoined<P, ".handshake.extensions_supported_groups_length">,
                        "Supported Groups List Length", Shape::kNumber16},
      .groups = {kJoined<P, ".handshake.extensions_supported_groups">, "Supported Groups List",
                 Shape::kGroup},
      .group = {kJoined<P, ".handshake.extensions_supported_group">, "Supported Group",
                Shape::kHex16, 0, kGroupNames},
      .formats_length = {kJoined<P, ".handshake.extensions_ec_point_formats_length">,
                         "EC point formats Length", Shape::kNumber8},
      .formats = {kJoined<P, ".handshake.extensions_ec_point_formats">, "EC point formats",
                  Shape::kGroup},
      .format = {kJoined<P, ".handshake.extensions_ec_point_format">, "EC point format",
                 Shape::kNumber8, 0, kPointFormatNames},
      .algorithms_length = {kJoined<P, ".handshake.sig_hash_alg_len">,
                            "Signature Hash Algorithms Length", Shape::kNumber16},
      .algorithms = {kJoined<P, ".handshake.sig_hash_algs">, "Signature Hash Algorithms",
                     Shape::kGroup},
      .algorithm = {kJoined<P, ".handshake.sig_hash_alg">, "Signature Algorithm", Shape::kHex16, 0,
                    kSignatureNames},
      .algorithm_hash = {kJoined<P, ".handshake.sig_hash_hash">, "Signature Hash Algorithm Hash",
                         Shape::kNumber8, 0xff00},
      .algorithm_signature = {kJoined<P, ".handshake.sig_hash_sig">,
                              "Signature Hash Algorithm Signature", Shape::kNumber8, 0x00ff},
      .alpn_length = {kJoined<P, ".handshake.extensions_alpn_len">, "ALPN Extension Length",
                      Shape::kNumber16},
      .alpn_list = {kJoined<P, ".handshake.extensions_alpn_list">, "ALPN Protocol", Shape::kGroup},
      .alpn_name_length = {kJoined<P, ".handshake.extensions_alpn_str_len">, "ALPN string length",
                           Shape::kNumber8},
      .alpn_name = {kJoined<P, ".handshake.extensions_alpn_str">, "ALPN Next Protocol",
                    Shape::kText},
      .alps_length = {kJoined<P, ".handshake.extensions_alps_len">, "ALPS Extension Length",
                      Shape::kNumber16},
      .alps_list = {kJoined<P, ".handshake.extensions_alps_alpn_list">, "Supported ALPN List",
                    Shape::kGroup},
      .alps_name_length = {kJoined<P, ".handshake.extensions_alps_alpn_str_len">,
                           "Supported ALPN Length", Shape::kNumber8},
      .alps_name = {kJoined<P, ".handshake.extensions_alps_alpn_str">, "Supported ALPN",
                    Shape::kText},
      .versions_length = {kJoined<P, ".handshake.extensions.supported_versions_len">,
                          "Supported Versions length", Shape::kNumber8},
      .version = {kJoined<P, ".handshake.extensions.supported_version">, "Supported Version",
                  Shape::kHex16, 0, kVersionNames},
      .renegotiation_length = {kJoined<P, ".handshake.extensions_reneg_info_len">,
                               "Renegotiation info extension length", Shape::kNumber8},
      .renegotiation = {kJoined<P, ".handshake.extensions_reneg_info">, "Renegotiation info",
                        Shape::kBytes},
      .shares_length = {kJoined<P, ".handshake.extensions_key_share_client_length">,
                        "Client Key Share Length", Shape::kNumber16},
      .share_group = {kJoined<P, ".handshake.extensions_key_share_group">, "Group",
                      Shape::kNumber16, 0, kGroupNames},
      .share_length = {kJoined<P, ".handshake.extensions_key_share_key_exchange_length">,
                       "Key Exchange Length", Shape::kNumber16},
      .share = {kJoined<P, ".handshake.extensions_key_share_key_exchange">, "Key Exchange",
                Shape::kBytes},
      .selected_group = {kJoined<P, ".handshake.extensions_key_share_selected_group">,
                         "Selected Group", Shape::kNumber16, 0, kGroupNames},
      .psk_modes_length = {kJoined<P, ".extension.psk_ke_modes_length">,
                           "PSK Key Exchange Modes Length", Shape::kNumber8},
      .psk_mode = {kJoined<P, ".extension.psk_ke_mode">, "PSK Key Exchange Mode", Shape::kNumber8,
                   0, kPskModeNames},
      .identities_length = {kJoined<P, ".handshake.extensions.psk.identities.length">,
                            "Identities Length", Shape::kNumber16},
      .identity_length = {kJoined<P, ".handshake.extensions.psk.identity.identity_length">,
                          "Identity Length", Shape::kNumber16},
      .identity = {kJoined<P, ".handshake.extensions.psk.identity.identity">, "Identity",
                   Shape::kBytes},
      .ticket_age = {kJoined<P, ".handshake.extensions.psk.identity.obfuscated_ticket_age">,
                     "Obfuscated Ticket Age", Shape::kNumber32},
      .binders_length = {kJoined<P, ".handshake.extensions.psk.binders_len">, "PSK Binders length",
                         Shape::kNumber16},
      .binders = {kJoined<P, ".handshake.extensions.psk.binders">, "PSK Binders", Shape::kGroup},
      .selected_identity = {kJoined<P, ".handshake.extensions.psk.identity.selected">,
                            "Selected Identity", Shape::kNumber16},
      .cookie_length = {kJoined<P, ".handshake.extensions.cookie_len">, "Cookie length",
                        Shape::kNumber16},
      .cookie = {kJoined<P, ".handshake.extensions.cookie">, "Cookie", Shape::kBytes},
      .status_type = {kJoined<P, ".handshake.extensions_status_request_type">,
                      "Certificate Status Type", Shape::kNumber8, 0, kStatusNames},
      .status_list_length = {kJoined<P, ".handshake.extensions_status_request_list_len">,
                             "Certificate Status List Length", Shape::kNumber16},
      .status_length = {kJoined<P, ".handshake.extensions_status_request_len">,
                        "Certificate Status Length", Shape::kNumber16},
      .responders_length = {kJoined<P, ".handshake.extensions_status_request_responder_ids_len">,
                            "Responder ID list Length", Shape::kNumber16},
      .requests_length = {kJoined<P, ".handshake.extensions_status_request_exts_len">,
                          "Request Extensions Length", Shape::kNumber16},
      .compressions_length = {kJoined<P, ".compress_certificate.algorithms_length">,
                              "Algorithms Length", Shape::kNumber8},
      .compression = {kJoined<P, ".compress_certificate.algorithm">, "Algorithm", Shape::kNumber16,
                      0, kCertificateCompressionNames},
      .record_size_limit = {kJoined<P, ".record_size_limit">, "Record Size Limit",
                            Shape::kNumber16},
      .padding = {kJoined<P, ".handshake.extensions_padding_data">, "Padding Data", Shape::kBytes},
      .heartbeat_mode = {kJoined<P, ".handshake.extension.heartbeat.mode">, "Mode",
                         Shape::kNumber8},
      .fragment_length = {kJoined<P, ".handshake.max_fragment_length">, "Maximum Fragment Length",
                          Shape::kNumber8, 0, kFragmentLengthNames},
  };
}

template <Letters P>
constexpr Fields fields() {
  return {record_fields<P>(), message_fields<P>(), hello_fields<P>(), extension_fields<P>()};
}

}  // namespace

constinit const Fields kTlsFields = fields<"tls">();
constinit const Fields kDtlsFields = fields<"dtls">();

}  // namespace packetglass::tls
