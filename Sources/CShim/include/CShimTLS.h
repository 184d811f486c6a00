/// TLS over OpenSSL 3 without a socket: contexts, sessions, ticket keys, and certificates to try
/// them with.
///
/// Octets pass through the caller's memory only: a session reads from `wenbao_octets`, writes to
/// `wenbao_room`, and keeps neither. After a failure `wenbao_tls_reason` has OpenSSL's words for
/// it, on the same thread and until the next call. Nothing here is used by two threads at once but
/// contexts and ticket keys.
#ifndef WENBAO_CSHIM_TLS_H
#define WENBAO_CSHIM_TLS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// Swift may pass it around without a word; its pointer is unsafe to use all the same.
#define WENBAO_SAFE __attribute__((swift_attr("@safe")))

/// Octets of the caller's; what has been taken is cut from the front.
typedef struct WENBAO_SAFE {
  const uint8_t *base;
  size_t count;
} wenbao_octets;

/// Memory of the caller's: `count` of its `room` octets have been written.
typedef struct WENBAO_SAFE {
  uint8_t *base;
  size_t room;
  size_t count;
} wenbao_room;

// Ticket keys: what session tickets are sealed with, in all contexts that share them.

typedef struct wenbao_tls_keys wenbao_tls_keys;

/// Makes keys; NULL where the system has no random octets.
wenbao_tls_keys *wenbao_tls_keys_create(void);

/// Seals with a new key from now on. The one before still opens; the one before that is wiped.
/// Returns false, changing nothing, where the system has no random octets.
bool wenbao_tls_keys_rotate(wenbao_tls_keys *keys);

/// Gives up the caller's hold; contexts keep their own.
void wenbao_tls_keys_free(wenbao_tls_keys *keys);

// Contexts: an OpenSSL SSL_CTX, one for each certificate served.

typedef struct ssl_ctx_st wenbao_tls_context;

/// Makes a server's context: Mozilla's "intermediate" suites and groups, ALPN http/1.1, tickets
/// that `keys` seal and that last `ticket_seconds`, no renegotiation, no compression.
/// TLS 1.2 is left out where `only_1_3`. NULL where memory has run out.
wenbao_tls_context *wenbao_tls_context_create(
    bool only_1_3, uint32_t ticket_seconds, wenbao_tls_keys *keys);

/// Gives up the caller's hold; sessions and the context before it in a list keep their own.
void wenbao_tls_context_free(wenbao_tls_context *context);

/// Serves a certificate with the chain after it, both as PEM. A context serves one for each kind of
/// key, whichever a client can verify.
bool wenbao_tls_use_certificate(wenbao_tls_context *context, wenbao_octets pem);

/// Serves with a private key, as PEM without a passphrase; it must be the key of the certificate,
/// which is there already.
bool wenbao_tls_use_key(wenbao_tls_context *context, wenbao_octets pem);

/// Staples an OCSP response, as DER, until its next update is due; it must be successful and about
/// the certificate.
bool wenbao_tls_use_staple(wenbao_tls_context *context, wenbao_octets der);

/// Asks clients for a certificate of these authorities, as PEM, that these revocation lists, as
/// PEM, do not hold; without octets, none are held against. Tickets of another such rule are not
/// resumed.
bool wenbao_tls_verify_clients(
    wenbao_tls_context *context, bool required, wenbao_octets authorities,
    wenbao_octets revocations);

/// Whether the last certificates used of two contexts are for the same names with keys of different
/// kinds, so that one context should serve both.
bool wenbao_tls_context_is_twin(
    const wenbao_tls_context *context, const wenbao_tls_context *other);

/// Puts `next` after the last context in the list that begins with `first`: a session of `first`
/// serves the first certificate in the list that is for the name asked for, else its own.
void wenbao_tls_context_append(wenbao_tls_context *first, wenbao_tls_context *next);

/// When the first certificate of the chain last used expires, in seconds since 1970.
int64_t wenbao_tls_context_expiry(const wenbao_tls_context *context);

/// Makes a client's context of TLS 1.2 or 1.3, with ALPN http/1.1. The server must show a
/// certificate that is one of `authorities`, as PEM, or of one of them; without octets, any.
/// NULL where they are none, or memory has run out.
wenbao_tls_context *wenbao_tls_client_context_create(wenbao_octets authorities);

// Sessions: an OpenSSL SSL over the caller's memory.

typedef struct ssl_st wenbao_tls_session;

/// How a call has left a session.
typedef enum {
  /// It has taken all octets; the handshake is not done.
  WENBAO_TLS_HANDSHAKE,
  /// It has taken all octets; the handshake is done.
  WENBAO_TLS_OPEN,
  /// It needs more room: call again with the octets that are left.
  WENBAO_TLS_ROOM,
  /// The peer has ended its side.
  WENBAO_TLS_ENDED,
  /// It has failed; an alert may have been written. Only freeing is left.
  WENBAO_TLS_FAILED
} wenbao_tls_status;

/// Makes a session, a client's where the context is one; NULL where memory has run out.
wenbao_tls_session *wenbao_tls_session_create(wenbao_tls_context *context);

/// Lets a client's session ask for a server's name or literal address, which the certificate of a
/// server that must show one has to be for.
bool wenbao_tls_session_expect(wenbao_tls_session *session, const char *name);

/// Frees a session.
void wenbao_tls_session_free(wenbao_tls_session *session);

/// Takes octets of the wire; writes the application's to `opened` and answers to `wire`.
wenbao_tls_status wenbao_tls_receive(
    wenbao_tls_session *session, wenbao_octets *input, wenbao_room *opened, wenbao_room *wire);

/// Takes octets of the application and writes records to `wire`; the handshake must be done.
wenbao_tls_status wenbao_tls_send(
    wenbao_tls_session *session, wenbao_octets *input, wenbao_room *wire);

/// Writes close_notify, once the handshake is done; before, there is nothing to end.
void wenbao_tls_close(wenbao_tls_session *session, wenbao_room *wire);

/// What a session can tell of itself.
typedef enum {
  /// The version, such as TLSv1.3.
  WENBAO_TLS_VERSION,
  /// The cipher suite, by OpenSSL's name.
  WENBAO_TLS_SUITE,
  /// The name the client asks for.
  WENBAO_TLS_SERVER_NAME,
  /// The protocol agreed on by ALPN.
  WENBAO_TLS_PROTOCOL,
  /// The subject of the peer's verified certificate (RFC 4514, UTF-8).
  WENBAO_TLS_SUBJECT
} wenbao_tls_fact;

/// Writes a fact and returns whether there is one that the room holds; needs the room's octets at
/// least, or none is written.
bool wenbao_tls_session_fact(
    const wenbao_tls_session *session, wenbao_tls_fact fact, wenbao_room *text);

/// Whether the session goes on from a ticket.
bool wenbao_tls_session_is_resumed(const wenbao_tls_session *session);

/// Writes why the last call on this thread failed; `session` is whose call it was, or NULL.
void wenbao_tls_reason(const wenbao_tls_session *session, wenbao_room *text);

// Certificates to try things with.

/// What a certificate is for.
typedef enum { WENBAO_AUTHORITY, WENBAO_SERVER, WENBAO_CLIENT } wenbao_certificate_use;

/// Makes a P-256 key and its certificate, both as PEM.
///
/// `alternative_names` is as in x509v3_config(5), or NULL; the times are in seconds since 1970. The
/// certificate signs itself where the issuer has no octets. Returns false where something is wrong
/// with the arguments or there is too little room: 4 KiB each are enough.
bool wenbao_make_certificate(
    wenbao_certificate_use use, const char *common_name, const char *alternative_names,
    int64_t not_before, int64_t not_after, wenbao_octets issuer_certificate,
    wenbao_octets issuer_key, wenbao_room *certificate, wenbao_room *key);

#endif
