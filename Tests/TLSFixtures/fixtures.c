#include "TLSFixtures.h"

#include <limits.h>
#include <malloc.h>
#include <openssl/kdf.h>
#include <openssl/ocsp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <pthread.h>
#include <string.h>
#include <time.h>

static X509 *certificate_of(wenbao_octets pem) {
  BIO *source = BIO_new_mem_buf(pem.base, (int)pem.count);
  X509 *certificate = PEM_read_bio_X509(source, NULL, NULL, NULL);
  BIO_free(source);
  return certificate;
}

static EVP_PKEY *key_of(wenbao_octets pem) {
  BIO *source = BIO_new_mem_buf(pem.base, (int)pem.count);
  EVP_PKEY *key = PEM_read_bio_PrivateKey(source, NULL, NULL, NULL);
  BIO_free(source);
  return key;
}

// The secret of the client's records after its handshake, as hexadecimal digits with a zero behind.
static int secret_index;
static pthread_once_t secret_once = PTHREAD_ONCE_INIT;

static void free_secret(
    void *parent, void *pointer, CRYPTO_EX_DATA *data, int index, long argument, void *more) {
  (void)parent, (void)data, (void)index, (void)argument, (void)more;
  OPENSSL_free(pointer);
}

static void make_secret_index(void) {
  secret_index = SSL_get_ex_new_index(0, NULL, NULL, NULL, free_secret);
}

static void keep_secret(const SSL *session, const char *line) {
  if (strncmp(line, "CLIENT_TRAFFIC_SECRET_0 ", 24) != 0) return;
  SSL_set_ex_data((SSL *)session, secret_index, OPENSSL_strdup(strrchr(line, ' ') + 1));
}

wenbao_tls_context *fixture_client(
    bool only_1_2, wenbao_octets authorities, wenbao_octets certificate, wenbao_octets key,
    const char *protocol) {
  SSL_CTX *context = SSL_CTX_new(TLS_client_method());
  if (only_1_2) SSL_CTX_set_max_proto_version(context, TLS1_2_VERSION);
  X509 *authority = certificate_of(authorities);
  X509_STORE_add_cert(SSL_CTX_get_cert_store(context), authority);
  X509_free(authority);
  SSL_CTX_set_verify(context, SSL_VERIFY_PEER, NULL);
  pthread_once(&secret_once, make_secret_index);
  SSL_CTX_set_keylog_callback(context, keep_secret);
  if (certificate.count > 0) {
    X509 *own = certificate_of(certificate);
    EVP_PKEY *own_key = key_of(key);
    SSL_CTX_use_certificate(context, own);
    SSL_CTX_use_PrivateKey(context, own_key);
    X509_free(own);
    EVP_PKEY_free(own_key);
  }
  if (protocol != NULL) {
    unsigned char offered[256];
    size_t count = strlen(protocol);
    offered[0] = (unsigned char)count;
    memcpy(offered + 1, protocol, count);
    SSL_CTX_set_alpn_protos(context, offered, (unsigned int)count + 1);
  }
  return context;
}

void fixture_ask(wenbao_tls_session *client, const char *name) {
  SSL_set_tlsext_host_name(client, name);
  SSL_set_tlsext_status_type(client, TLSEXT_STATUSTYPE_ocsp);
}

/// HKDF-Expand-Label of RFC 8446 section 7.1 without a context.
static bool expand_label(
    const EVP_MD *digest, wenbao_octets secret, const char *label, uint8_t *target, size_t count) {
  uint8_t info[64] = {(uint8_t)(count >> 8), (uint8_t)count, (uint8_t)(6 + strlen(label))};
  memcpy(info + 3, "tls13 ", 6);
  memcpy(info + 9, label, strlen(label));
  size_t length = 9 + strlen(label) + 1;
  EVP_PKEY_CTX *expansion = EVP_PKEY_CTX_new_id(EVP_PKEY_HKDF, NULL);
  bool done = EVP_PKEY_derive_init(expansion) == 1
      && EVP_PKEY_CTX_hkdf_mode(expansion, EVP_PKEY_HKDEF_MODE_EXPAND_ONLY) == 1
      && EVP_PKEY_CTX_set_hkdf_md(expansion, digest) == 1
      && EVP_PKEY_CTX_set1_hkdf_key(expansion, secret.base, (int)secret.count) == 1
      && EVP_PKEY_CTX_add1_hkdf_info(expansion, info, (int)length) == 1
      && EVP_PKEY_derive(expansion, target, &count) == 1;
  EVP_PKEY_CTX_free(expansion);
  return done;
}

bool fixture_seal_record(
    wenbao_tls_session *client, uint64_t number, uint8_t type, wenbao_octets content,
    wenbao_room *wire) {
  const SSL_CIPHER *suite = SSL_get_current_cipher(client);
  const EVP_CIPHER *cipher = EVP_get_cipherbynid(SSL_CIPHER_get_cipher_nid(suite));
  const EVP_MD *digest = SSL_CIPHER_get_handshake_digest(suite);
  const char *digits = SSL_get_ex_data(client, secret_index);
  enum { tag = 16, header = 5, nonce_bytes = 12 };
  size_t sealed = content.count + 1 + tag;
  if (digits == NULL || cipher == NULL || wire->room - wire->count < header + sealed) return false;
  long secret_bytes = 0;
  uint8_t *secret = OPENSSL_hexstr2buf(digits, &secret_bytes);
  wenbao_octets keyed = {.base = secret, .count = (size_t)secret_bytes};
  uint8_t key[EVP_MAX_KEY_LENGTH], nonce[nonce_bytes];
  size_t key_bytes = (size_t)EVP_CIPHER_get_key_length(cipher);
  bool done = expand_label(digest, keyed, "key", key, key_bytes)
      && expand_label(digest, keyed, "iv", nonce, nonce_bytes);
  OPENSSL_free(secret);
  for (size_t place = 0; place < 8; place++)
    nonce[nonce_bytes - 1 - place] ^= (uint8_t)(number >> (8 * place));
  uint8_t *record = wire->base + wire->count;
  const uint8_t head[header] = {23, 3, 3, (uint8_t)(sealed >> 8), (uint8_t)sealed};
  memcpy(record, head, header);
  EVP_CIPHER_CTX *sealing = EVP_CIPHER_CTX_new();
  int count = 0;
  uint8_t *place = record + header;
  done = done && EVP_EncryptInit_ex(sealing, cipher, NULL, key, nonce) == 1
      && EVP_EncryptUpdate(sealing, NULL, &count, head, header) == 1
      && EVP_EncryptUpdate(sealing, place, &count, content.base, (int)content.count) == 1
      && EVP_EncryptUpdate(sealing, place + content.count, &count, &type, 1) == 1
      && EVP_EncryptFinal_ex(sealing, place + content.count + 1, &count) == 1
      && EVP_CIPHER_CTX_ctrl(sealing, EVP_CTRL_AEAD_GET_TAG, tag, place + content.count + 1) == 1;
  EVP_CIPHER_CTX_free(sealing);
  if (done) wire->count += header + sealed;
  return done;
}

fixture_ticket *fixture_take_ticket(wenbao_tls_session *client) {
  // A copy: OpenSSL gives up the ticket of a client that goes without a close.
  SSL_SESSION *ticket = SSL_get0_session(client);
  return SSL_SESSION_is_resumable(ticket) ? SSL_SESSION_dup(ticket) : NULL;
}

void fixture_offer(wenbao_tls_session *client, fixture_ticket *ticket) {
  SSL_set_session(client, ticket);
}

bool fixture_is_same_ticket(const fixture_ticket *ticket, const fixture_ticket *other) {
  const unsigned char *octets = NULL, *other_octets = NULL;
  size_t count = 0, other_count = 0;
  SSL_SESSION_get0_ticket(ticket, &octets, &count);
  SSL_SESSION_get0_ticket(other, &other_octets, &other_count);
  return count == other_count && memcmp(octets, other_octets, count) == 0;
}

void fixture_free_ticket(fixture_ticket *ticket) {
  SSL_SESSION_free(ticket);
}

bool fixture_server_name(const wenbao_tls_session *client, wenbao_room *name) {
  X509 *server = SSL_get0_peer_certificate(client);
  if (server == NULL) return false;
  int count = X509_NAME_get_text_by_NID(
      X509_get_subject_name(server), NID_commonName, (char *)name->base, (int)name->room);
  if (count <= 0) return false;
  name->count = (size_t)count;
  return true;
}

size_t fixture_staple_count(wenbao_tls_session *client) {
  unsigned char *staple = NULL;
  long count = SSL_get_tlsext_status_ocsp_resp(client, &staple);
  return count > 0 ? (size_t)count : 0;
}

bool fixture_renegotiate(wenbao_tls_session *client, wenbao_room *wire) {
  if (SSL_renegotiate(client) != 1) return false;
  wenbao_octets nothing = {NULL, 0};
  uint8_t opened[64];
  wenbao_room room = {opened, sizeof opened, 0};
  SSL_set_verify(client, SSL_VERIFY_NONE, NULL);
  return wenbao_tls_receive(client, &nothing, &room, wire) == WENBAO_TLS_HANDSHAKE;
}

static bool write_out(BIO *source, wenbao_room *target) {
  char *octets = NULL;
  long count = BIO_get_mem_data(source, &octets);
  if (count <= 0 || (size_t)count > target->room) return false;
  memcpy(target->base, octets, (size_t)count);
  target->count = (size_t)count;
  return true;
}

static const time_t day = 86400;

bool fixture_revocations(
    wenbao_octets authority, wenbao_octets authority_key, wenbao_octets revoked,
    wenbao_room *list) {
  X509 *issuer = certificate_of(authority);
  EVP_PKEY *key = key_of(authority_key);
  X509_CRL *crl = X509_CRL_new();
  X509_CRL_set_version(crl, X509_CRL_VERSION_2);
  X509_CRL_set_issuer_name(crl, X509_get_subject_name(issuer));
  ASN1_TIME *date = ASN1_TIME_set(NULL, time(NULL) - day);
  X509_CRL_set1_lastUpdate(crl, date);
  if (revoked.count > 0) {
    X509 *certificate = certificate_of(revoked);
    X509_REVOKED *entry = X509_REVOKED_new();
    X509_REVOKED_set_serialNumber(entry, X509_get_serialNumber(certificate));
    X509_REVOKED_set_revocationDate(entry, date);
    X509_CRL_add0_revoked(crl, entry);
    X509_free(certificate);
  }
  ASN1_TIME_set(date, time(NULL) + day);
  X509_CRL_set1_nextUpdate(crl, date);
  ASN1_TIME_free(date);
  X509_CRL_sort(crl);
  BIO *target = BIO_new(BIO_s_mem());
  bool done = X509_CRL_sign(crl, key, EVP_sha256()) > 0 && PEM_write_bio_X509_CRL(target, crl)
      && write_out(target, list);
  BIO_free(target);
  X509_CRL_free(crl);
  EVP_PKEY_free(key);
  X509_free(issuer);
  return done;
}

bool fixture_staple(
    wenbao_octets authority, wenbao_octets authority_key, wenbao_octets certificate,
    int64_t next_update, wenbao_room *staple) {
  X509 *issuer = certificate_of(authority);
  EVP_PKEY *key = key_of(authority_key);
  X509 *subject = certificate_of(certificate);
  OCSP_BASICRESP *basic = OCSP_BASICRESP_new();
  ASN1_TIME *from = ASN1_TIME_set(NULL, time(NULL) - day);
  ASN1_TIME *to = ASN1_TIME_set(NULL, (time_t)next_update);
  OCSP_CERTID *about = OCSP_cert_to_id(EVP_sha1(), subject, issuer);
  OCSP_basic_add1_status(basic, about, V_OCSP_CERTSTATUS_GOOD, 0, NULL, from, to);
  OCSP_basic_sign(basic, issuer, key, EVP_sha256(), NULL, 0);
  OCSP_RESPONSE *response = OCSP_response_create(OCSP_RESPONSE_STATUS_SUCCESSFUL, basic);
  BIO *target = BIO_new(BIO_s_mem());
  bool done = response != NULL && i2d_OCSP_RESPONSE_bio(target, response) == 1
      && write_out(target, staple);
  BIO_free(target);
  OCSP_RESPONSE_free(response);
  OCSP_CERTID_free(about);
  ASN1_TIME_free(from);
  ASN1_TIME_free(to);
  OCSP_BASICRESP_free(basic);
  X509_free(subject);
  EVP_PKEY_free(key);
  X509_free(issuer);
  return done;
}

size_t fixture_memory_in_use(void) {
  struct mallinfo2 info = mallinfo2();
  return info.uordblks + info.hblkhd;
}
