/// What tests of TLS need of OpenSSL beside the shim: a client, revocation lists, OCSP responses.
#ifndef WENBAO_TLS_FIXTURES_H
#define WENBAO_TLS_FIXTURES_H

#include "CShim.h"

/// Makes a client's context that trusts `authorities`, shows a certificate where it is given one,
/// and offers an application protocol unless NULL.
wenbao_tls_context *fixture_client(
    bool only_1_2, wenbao_octets authorities, wenbao_octets certificate, wenbao_octets key,
    const char *protocol);

/// Makes the client ask for a name and for a staple.
void fixture_ask(wenbao_tls_session *client, const char *name);

typedef struct ssl_session_st fixture_ticket;

/// The ticket that the client has got; NULL where it is of no use.
fixture_ticket *fixture_take_ticket(wenbao_tls_session *client);

/// Makes the client offer a ticket.
void fixture_offer(wenbao_tls_session *client, fixture_ticket *ticket);

/// Whether the server has sent the same octets as both.
bool fixture_is_same_ticket(const fixture_ticket *ticket, const fixture_ticket *other);

/// Frees a ticket.
void fixture_free_ticket(fixture_ticket *ticket);

/// The common name that the server has shown.
bool fixture_server_name(const wenbao_tls_session *client, wenbao_room *name);

/// The octets of the staple that the server has sent; 0 for none.
size_t fixture_staple_count(wenbao_tls_session *client);

/// Makes the client ask for a renegotiation; writes to `wire`.
bool fixture_renegotiate(wenbao_tls_session *client, wenbao_room *wire);

/// Seals one record of TLS 1.3 with the client's keys and appends it to `wire`: what OpenSSL's own
/// client would never send. `number` counts the records of the client after its handshake, from 0,
/// which must be none of OpenSSL's own; `type` is the content's (RFC 8446 section 5.1).
bool fixture_seal_record(
    wenbao_tls_session *client, uint64_t number, uint8_t type, wenbao_octets content,
    wenbao_room *wire);

/// Makes a revocation list, as PEM, that holds `revoked` unless it has no octets.
bool fixture_revocations(
    wenbao_octets authority, wenbao_octets authority_key, wenbao_octets revoked, wenbao_room *list);

/// Makes an OCSP response, as DER, that finds a certificate good until `next_update`.
bool fixture_staple(
    wenbao_octets authority, wenbao_octets authority_key, wenbao_octets certificate,
    int64_t next_update, wenbao_room *staple);

/// The octets that the process has allocated and not freed.
size_t fixture_memory_in_use(void);

#endif
