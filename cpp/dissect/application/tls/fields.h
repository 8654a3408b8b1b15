// The fields of TLS and DTLS: the same ones, but for the protocol's name in front.
#pragma once

#include "dissect/field.h"

namespace packetglass::tls {

struct RecordFields {
  Field record, content_type, opaque_type, version, epoch, sequence, length;
  Field application_data, change_cipher_spec, segment;
  Field alert, alert_level, alert_description;
  Field heartbeat, heartbeat_type, heartbeat_length, heartbeat_payload, heartbeat_padding;
};

struct MessageFields {
  Field message, type, length, sequence, fragment_offset, fragment_length, fragment;
  Field certificates_length, certificates, certificate_length, certificate;
  Field curve_type, named_curve, server_point_length, server_point;
  Field client_point_length, client_point, signature_length, signature;
  Field certificate_type_count, certificate_type, names_length, name_length, name;
  Field verify_length, verify_signature, verify_data;
  Field status_type, ocsp_length, ocsp;
  Field ticket_lifetime, ticket_length, ticket, update;
};

struct HelloFields {
  Field version, random, session_length, session, cookie_length, cookie;
  Field suites_length, suites, suite, methods_length, methods, method;
  Field ja4, ja3_full, ja3, ja3s_full, ja3s;
};

struct ExtensionFields {
  Field extensions_length, extension, type, length, unknown;
  Field names_length, name_type, name_length, name;
  Field groups_length, groups, group, formats_length, formats, format;
  Field algorithms_length, algorithms, algorithm, algorithm_hash, algorithm_signature;
  Field alpn_length, alpn_list, alpn_name_length, alpn_name;
  Field alps_length, alps_list, alps_name_length, alps_name;
  Field versions_length, version, renegotiation_length, renegotiation;
  Field shares_length, share_group, share_length, share, selected_group;
  Field psk_modes_length, psk_mode, identities_length, identity_length, identity, ticket_age;
  Field binders_length, binders, selected_identity, cookie_length, cookie;
  Field status_type, status_list_length, status_length, responders_length, requests_length;
  Field compressions_length, compression, record_size_limit, padding, heartbeat_mode;
  Field fragment_length;
};

struct Fields {
  RecordFields record;
  MessageFields message;
  HelloFields hello;
  ExtensionFields extension;
};

extern const Fields kTlsFields, kDtlsFields;

}  // namespace packetglass::tls
