#include "tls_keys.h"

#include <limits.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/ocsp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <pthread.h>
#include <string.h>
#include <time.h>

// Mozilla, Server Side TLS 6.0, "intermediate", without the group that OpenSSL 3.0 lacks.
static const char suites_1_2[] =
    "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:"
    "ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-GCM-SHA384:"
    "ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305";
static const char suites_1_3[] =
    "TLS_AES_128_GCM_SHA256:TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256";
static const char groups[] = "X25519:prime256v1:secp384r1";

static const unsigned char http_1_1[] = "\x08http/1.1";

/// A client's chain is its certificate, two authorities between, and a trusted one.
enum { chain_depth_max = 3 };

/// An OCSP response about one of the context's certificates.
typedef struct response {
  struct response *next;
  X509 *about;
  unsigned char *octets;
  size_t count;
  int64_t end;
} response;

/// What a context holds beside OpenSSL's own.
typedef struct {
  wenbao_tls_context *next;
  wenbao_tls_keys *keys;
  response *responses;
} extras;

static int extras_index;
static pthread_once_t extras_once = PTHREAD_ONCE_INIT;

static void free_extras(
    void *parent, void *pointer, CRYPTO_EX_DATA *data, int index, long number, void *argument) {
  (void)parent, (void)data, (void)index, (void)number, (void)argument;
  extras *held = pointer;
  if (held == NULL) return;
  SSL_CTX_free(held->next);
  wenbao_tls_keys_free(held->keys);
  while (held->responses != NULL) {
    response *first = held->responses;
    held->responses = first->next;
    X509_free(first->about);
    OPENSSL_free(first->octets);
    OPENSSL_free(first);
  }
  OPENSSL_free(held);
}

static void make_extras_index(void) {
  extras_index = SSL_CTX_get_ex_new_index(0, NULL, NULL, NULL, free_extras);
}

static extras *extras_of(const wenbao_tls_context *context) {
  return SSL_CTX_get_ex_data(context, extras_index);
}

// What OpenSSL asks during a handshake.

static int set_up_ticket(
    SSL *session, unsigned char *name, unsigned char *iv, EVP_CIPHER_CTX *cipher, EVP_MAC_CTX *mac,
    int seals) {
  extras *held = extras_of(SSL_get_SSL_CTX(session));
  return wenbao_tls_keys_set_up(held->keys, name, iv, cipher, mac, seals);
}

/// Resumes, unless the client's certificate has expired since: a handshake verifies it again.
///
/// With TLS 1.3 the client gets a new ticket each time, for it uses none twice (RFC 8446
/// appendix C.4).
static SSL_TICKET_RETURN judge_ticket(
    SSL *session, SSL_SESSION *resumed, const unsigned char *name, size_t name_count,
    SSL_TICKET_STATUS status, void *argument) {
  (void)name, (void)name_count, (void)argument;
  if (status != SSL_TICKET_SUCCESS && status != SSL_TICKET_SUCCESS_RENEW)
    return SSL_TICKET_RETURN_IGNORE_RENEW;
  X509 *client = SSL_SESSION_get0_peer(resumed);
  if (client != NULL && X509_cmp_current_time(X509_get0_notAfter(client)) <= 0)
    return SSL_TICKET_RETURN_IGNORE_RENEW;
  bool renews = status == SSL_TICKET_SUCCESS_RENEW || SSL_version(session) == TLS1_3_VERSION;
  return renews ? SSL_TICKET_RETURN_USE_RENEW : SSL_TICKET_RETURN_USE;
}

static int choose_protocol(
    SSL *session, const unsigned char **chosen, unsigned char *chosen_count,
    const unsigned char *offered, unsigned int offered_count, void *argument) {
  (void)session, (void)argument;
  unsigned char *found = NULL;
  int agreed = SSL_select_next_proto(
      &found, chosen_count, http_1_1, sizeof http_1_1 - 1, offered, offered_count);
  if (agreed != OPENSSL_NPN_NEGOTIATED) return SSL_TLSEXT_ERR_ALERT_FATAL;
  *chosen = found;
  return SSL_TLSEXT_ERR_OK;
}

static int choose_certificate(SSL *session, int *alert, void *argument) {
  (void)alert, (void)argument;
  const char *name = SSL_get_servername(session, TLSEXT_NAMETYPE_host_name);
  if (name == NULL) return SSL_TLSEXT_ERR_NOACK;
  wenbao_tls_context *context = SSL_get_SSL_CTX(session);
  for (; context != NULL; context = extras_of(context)->next) {
    if (X509_check_host(SSL_CTX_get0_certificate(context), name, 0, 0, NULL) != 1) continue;
    SSL_set_SSL_CTX(session, context);
    break;
  }
  return SSL_TLSEXT_ERR_OK;
}

static int staple(SSL *session, void *argument) {
  (void)argument;
  const X509 *served = SSL_get_certificate(session);
  const response *found = extras_of(SSL_get_SSL_CTX(session))->responses;
  while (found != NULL && found->about != served) found = found->next;
  if (found == NULL || found->end <= (int64_t)time(NULL)) return SSL_TLSEXT_ERR_NOACK;
  unsigned char *copy = OPENSSL_memdup(found->octets, found->count);
  if (copy == NULL) return SSL_TLSEXT_ERR_NOACK;
  SSL_set_tlsext_status_ocsp_resp(session, copy, (long)found->count);
  return SSL_TLSEXT_ERR_OK;
}

// Making a context.

static bool set_up(wenbao_tls_context *context, bool only_1_3, uint32_t ticket_seconds) {
  static const unsigned char sid_context[] = "wenbao";
  SSL_CTX_set_options(
      context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_CIPHER_SERVER_PREFERENCE
          | SSL_OP_PRIORITIZE_CHACHA);
  SSL_CTX_set_mode(
      context, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER
          | SSL_MODE_RELEASE_BUFFERS | SSL_MODE_NO_AUTO_CHAIN);
  SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
  SSL_CTX_set_timeout(context, (long)ticket_seconds);
  SSL_CTX_set_verify_depth(context, chain_depth_max);
  SSL_CTX_set_alpn_select_cb(context, choose_protocol, NULL);
  SSL_CTX_set_tlsext_servername_callback(context, choose_certificate);
  SSL_CTX_set_tlsext_status_cb(context, staple);
  return SSL_CTX_set_min_proto_version(context, only_1_3 ? TLS1_3_VERSION : TLS1_2_VERSION) == 1
      && SSL_CTX_set_cipher_list(context, suites_1_2) == 1
      && SSL_CTX_set_ciphersuites(context, suites_1_3) == 1
      && SSL_CTX_set1_groups_list(context, groups) == 1
      && SSL_CTX_set_tlsext_ticket_key_evp_cb(context, set_up_ticket) == 1
      && SSL_CTX_set_session_ticket_cb(context, NULL, judge_ticket, NULL) == 1
      && SSL_CTX_set_session_id_context(context, sid_context, sizeof sid_context - 1) == 1;
}

wenbao_tls_context *wenbao_tls_context_create(
    bool only_1_3, uint32_t ticket_seconds, wenbao_tls_keys *keys) {
  ERR_clear_error();
  pthread_once(&extras_once, make_extras_index);
  wenbao_tls_context *context = SSL_CTX_new(TLS_server_method());
  if (context == NULL) return NULL;
  extras *held = OPENSSL_zalloc(sizeof *held);
  if (held != NULL && SSL_CTX_set_ex_data(context, extras_index, held) == 1) {
    held->keys = keys;
    wenbao_tls_keys_hold(keys);
    if (set_up(context, only_1_3, ticket_seconds)) return context;
  } else {
    OPENSSL_free(held);
  }
  SSL_CTX_free(context);
  return NULL;
}

void wenbao_tls_context_free(wenbao_tls_context *context) {
  SSL_CTX_free(context);
}

void wenbao_tls_context_append(wenbao_tls_context *first, wenbao_tls_context *next) {
  while (extras_of(first)->next != NULL) first = extras_of(first)->next;
  if (SSL_CTX_up_ref(next) == 1) extras_of(first)->next = next;
}

// What a context is filled with.

static BIO *open_octets(wenbao_octets octets) {
  ERR_clear_error();
  return octets.count <= INT_MAX ? BIO_new_mem_buf(octets.base, (int)octets.count) : NULL;
}

/// Takes back the error that only says that a list in PEM has ended; returns whether it had.
static bool is_end_of_list(void) {
  if (ERR_GET_REASON(ERR_peek_last_error()) != PEM_R_NO_START_LINE) return false;
  ERR_clear_error();
  return true;
}

bool wenbao_tls_use_certificate(wenbao_tls_context *context, wenbao_octets pem) {
  BIO *source = open_octets(pem);
  X509 *certificate = PEM_read_bio_X509(source, NULL, NULL, NULL);
  bool done = certificate != NULL && SSL_CTX_use_certificate(context, certificate) == 1;
  X509_free(certificate);
  while (done) {
    X509 *issuer = PEM_read_bio_X509(source, NULL, NULL, NULL);
    if (issuer == NULL) {
      done = is_end_of_list();
      break;
    }
    done = SSL_CTX_add0_chain_cert(context, issuer) == 1;
    if (!done) X509_free(issuer);
  }
  BIO_free(source);
  return done;
}

/// Has no passphrase to offer: without it OpenSSL would ask at the terminal.
static int have_no_passphrase(char *passphrase, int room, int seals, void *argument) {
  (void)passphrase, (void)room, (void)seals, (void)argument;
  return -1;
}

bool wenbao_tls_use_key(wenbao_tls_context *context, wenbao_octets pem) {
  BIO *source = open_octets(pem);
  EVP_PKEY *key = PEM_read_bio_PrivateKey(source, NULL, have_no_passphrase, NULL);
  bool done = key != NULL
      && X509_check_private_key(SSL_CTX_get0_certificate(context), key) == 1
      && SSL_CTX_use_PrivateKey(context, key) == 1;
  EVP_PKEY_free(key);
  BIO_free(source);
  return done;
}

static int64_t seconds_of(const ASN1_TIME *date) {
  struct tm parts;
  return ASN1_TIME_to_tm(date, &parts) == 1 ? (int64_t)timegm(&parts) : INT64_MIN;
}

/// When the response about a certificate is due to be replaced; INT64_MIN where it has none.
static int64_t staple_end(OCSP_BASICRESP *response, const X509 *certificate) {
  for (int index = 0; index < OCSP_resp_count(response); index++) {
    OCSP_SINGLERESP *single = OCSP_resp_get0(response, index);
    ASN1_INTEGER *serial = NULL;
    ASN1_GENERALIZEDTIME *next_update = NULL;
    OCSP_CERTID *about = (OCSP_CERTID *)(uintptr_t)OCSP_SINGLERESP_get0_id(single);
    if (OCSP_id_get0_info(NULL, NULL, NULL, &serial, about) != 1) continue;
    if (ASN1_INTEGER_cmp(serial, X509_get0_serialNumber(certificate)) != 0) continue;
    OCSP_single_get0_status(single, NULL, NULL, NULL, &next_update);
    return next_update == NULL ? INT64_MAX : seconds_of(next_update);
  }
  return INT64_MIN;
}

bool wenbao_tls_use_staple(wenbao_tls_context *context, wenbao_octets der) {
  ERR_clear_error();
  if (der.count > LONG_MAX) return false;
  const unsigned char *cursor = der.base;
  OCSP_RESPONSE *response = d2i_OCSP_RESPONSE(NULL, &cursor, (long)der.count);
  OCSP_BASICRESP *basic =
      response != NULL && OCSP_response_status(response) == OCSP_RESPONSE_STATUS_SUCCESSFUL
      ? OCSP_response_get1_basic(response)
      : NULL;
  int64_t end =
      basic != NULL ? staple_end(basic, SSL_CTX_get0_certificate(context)) : INT64_MIN;
  OCSP_BASICRESP_free(basic);
  OCSP_RESPONSE_free(response);
  if (end == INT64_MIN) return false;
  struct response *made = OPENSSL_zalloc(sizeof *made);
  if (made == NULL) return false;
  made->about = SSL_CTX_get0_certificate(context);
  X509_up_ref(made->about);
  made->octets = OPENSSL_memdup(der.base, der.count);
  made->count = der.count;
  made->end = end;
  made->next = extras_of(context)->responses;
  extras_of(context)->responses = made;
  return made->octets != NULL;
}

static int alternative_names(const X509 *certificate, const ASN1_OCTET_STRING **names) {
  int place = X509_get_ext_by_NID(certificate, NID_subject_alt_name, -1);
  *names = place < 0 ? NULL : X509_EXTENSION_get_data(X509_get_ext(certificate, place));
  return *names != NULL;
}

bool wenbao_tls_context_is_twin(
    const wenbao_tls_context *context, const wenbao_tls_context *other) {
  const X509 *one = SSL_CTX_get0_certificate(context);
  const X509 *two = SSL_CTX_get0_certificate(other);
  const ASN1_OCTET_STRING *names = NULL, *other_names = NULL;
  return EVP_PKEY_get_base_id(X509_get0_pubkey(one)) != EVP_PKEY_get_base_id(X509_get0_pubkey(two))
      && alternative_names(one, &names) && alternative_names(two, &other_names)
      && ASN1_OCTET_STRING_cmp(names, other_names) == 0;
}

static bool add_authorities(wenbao_tls_context *context, X509_STORE *store, wenbao_octets pem) {
  BIO *source = open_octets(pem);
  bool done = source != NULL;
  int count = 0;
  while (done) {
    X509 *authority = PEM_read_bio_X509(source, NULL, NULL, NULL);
    if (authority == NULL) {
      done = is_end_of_list() && count > 0;
      break;
    }
    count += 1;
    done = X509_STORE_add_cert(store, authority) == 1
        && SSL_CTX_add_client_CA(context, authority) == 1;
    X509_free(authority);
  }
  BIO_free(source);
  return done;
}

static bool add_revocations(X509_STORE *store, wenbao_octets pem) {
  BIO *source = open_octets(pem);
  bool done = source != NULL;
  int count = 0;
  while (done) {
    X509_CRL *list = PEM_read_bio_X509_CRL(source, NULL, NULL, NULL);
    if (list == NULL) {
      done = is_end_of_list() && count > 0;
      break;
    }
    count += 1;
    done = X509_STORE_add_crl(store, list) == 1;
    X509_CRL_free(list);
  }
  BIO_free(source);
  return done
      && X509_STORE_set_flags(store, X509_V_FLAG_CRL_CHECK | X509_V_FLAG_CRL_CHECK_ALL) == 1;
}

/// Makes tickets of sessions that another rule has verified unfit for this one.
static bool separate_tickets(
    wenbao_tls_context *context, bool required, wenbao_octets authorities,
    wenbao_octets revocations) {
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned int count = 0;
  unsigned char mode = required ? 1 : 0;
  EVP_MD_CTX *hash = EVP_MD_CTX_new();
  bool done = hash != NULL && EVP_DigestInit_ex(hash, EVP_sha256(), NULL) == 1
      && EVP_DigestUpdate(hash, &mode, sizeof mode) == 1
      && EVP_DigestUpdate(hash, &authorities.count, sizeof authorities.count) == 1
      && EVP_DigestUpdate(hash, authorities.base, authorities.count) == 1
      && EVP_DigestUpdate(hash, revocations.base, revocations.count) == 1
      && EVP_DigestFinal_ex(hash, digest, &count) == 1
      && SSL_CTX_set_session_id_context(context, digest, count) == 1;
  EVP_MD_CTX_free(hash);
  return done;
}

bool wenbao_tls_verify_clients(
    wenbao_tls_context *context, bool required, wenbao_octets authorities,
    wenbao_octets revocations) {
  X509_STORE *store = X509_STORE_new();
  bool done = store != NULL && add_authorities(context, store, authorities)
      && (revocations.count == 0 || add_revocations(store, revocations))
      && separate_tickets(context, required, authorities, revocations)
      && SSL_CTX_set1_verify_cert_store(context, store) == 1;
  X509_STORE_free(store);
  if (done)
    SSL_CTX_set_verify(
        context, SSL_VERIFY_PEER | (required ? SSL_VERIFY_FAIL_IF_NO_PEER_CERT : 0), NULL);
  return done;
}

int64_t wenbao_tls_context_expiry(const wenbao_tls_context *context) {
  int64_t first = seconds_of(X509_get0_notAfter(SSL_CTX_get0_certificate(context)));
  STACK_OF(X509) *chain = NULL;
  SSL_CTX_get0_chain_certs((wenbao_tls_context *)(uintptr_t)context, &chain);
  for (int index = 0; index < sk_X509_num(chain); index++) {
    int64_t end = seconds_of(X509_get0_notAfter(sk_X509_value(chain, index)));
    if (end < first) first = end;
  }
  return first;
}

// Clients.

wenbao_tls_context *wenbao_tls_client_context_create(wenbao_octets authorities) {
  ERR_clear_error();
  wenbao_tls_context *context = SSL_CTX_new(TLS_client_method());
  if (context == NULL) return NULL;
  SSL_CTX_set_mode(
      context, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER
          | SSL_MODE_NO_AUTO_CHAIN);
  bool done = SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION) == 1
      && SSL_CTX_set_alpn_protos(context, http_1_1, sizeof http_1_1 - 1) == 0;
  if (done && authorities.count > 0) {
    X509_STORE *store = SSL_CTX_get_cert_store(context);
    done = add_authorities(context, store, authorities)
        && X509_STORE_set_flags(store, X509_V_FLAG_PARTIAL_CHAIN) == 1;
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER, NULL);
  }
  if (done) return context;
  SSL_CTX_free(context);
  return NULL;
}
