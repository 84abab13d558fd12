#include "data/db/digest.hpp"

#include <openssl/evp.h>

#include <cstdlib>
#include <utility>

namespace anxin {
namespace {

EVP_MD_CTX* context_of(void* p) { return static_cast<EVP_MD_CTX*>(p); }

// A machine whose OpenSSL lacks SM3 cannot keep a journal at all.
void must(int ok) {
  if (ok != 1) std::abort();
}

}  // namespace

Sm3::Sm3() : context_(EVP_MD_CTX_new()) {
  must(context_ != nullptr ? 1 : 0);
  must(EVP_DigestInit_ex(context_of(context_), EVP_sm3(), nullptr));
}

Sm3::~Sm3() { EVP_MD_CTX_free(context_of(context_)); }

Sm3::Sm3(Sm3&& other) noexcept : context_(std::exchange(other.context_, nullptr)) {}

Sm3& Sm3::operator=(Sm3&& other) noexcept {
  std::swap(context_, other.context_);
  return *this;
}

void Sm3::update(std::string_view bytes) {
  must(EVP_DigestUpdate(context_of(context_), bytes.data(), bytes.size()));
}

Digest Sm3::finish() {
  Digest digest{};
  unsigned int length = 0;
  must(EVP_DigestFinal_ex(context_of(context_), digest.data(), &length));
  must(EVP_DigestInit_ex(context_of(context_), EVP_sm3(), nullptr));
  return digest;
}

Digest sm3(std::string_view bytes) {
  Sm3 hash;
  hash.update(bytes);
  return hash.finish();
}

std::string to_hex(const Digest& digest) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string hex;
  hex.reserve(2 * digest.size());
  for (const std::uint8_t byte : digest) {
    hex.push_back(kDigits[byte >> 4]);
    hex.push_back(kDigits[byte & 15]);
  }
  return hex;
}

std::string_view as_bytes(const Digest& digest) {
  return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

}  // namespace anxin
