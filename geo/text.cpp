#include "geo/text.hpp"

#include <fmt/format.h>
#include <unicode/uchar.h>
#include <unicode/ucnv.h>
#include <unicode/ucnv_err.h>
#include <unicode/utf16.h>
#include <unicode/utf8.h>

#include <climits>
#include <cstring>
#include <memory>
#include <optional>

namespace anxin {
namespace {

using Converter = std::unique_ptr<UConverter, void (*)(UConverter*)>;

// A converter that stops at the first byte or character it cannot carry over.
Converter strict(const char* charset) {
  UErrorCode status = U_ZERO_ERROR;
  Converter c(ucnv_open(charset, &status), ucnv_close);
  if (U_FAILURE(status)) return {nullptr, ucnv_close};
  ucnv_setToUCallBack(c.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
  ucnv_setFromUCallBack(c.get(), UCNV_FROM_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
  ucnv_setFallback(c.get(), false);
  return c;
}

struct Pass {
  std::string bytes;
  std::optional<std::size_t> stopped_at;  // offset of the first byte that did not convert
};

// From one charset to another in pieces, all or nothing.
Pass convert(const char* from, const char* to, std::string_view in) {
  const Converter source = strict(from), target = strict(to);
  Pass pass;
  if (!source || !target) return {{}, 0};
  pass.bytes.reserve(in.size() + in.size() / 2 + 16);
  char buffer[16384];
  UChar pivot[4096];
  UChar *pivot_read = pivot, *pivot_write = pivot;
  const char* at = in.data();
  const char* const end = in.data() + in.size();
  bool first = true;
  for (;;) {
    char* write = buffer;
    UErrorCode status = U_ZERO_ERROR;
    ucnv_convertEx(target.get(), source.get(), &write, buffer + sizeof buffer, &at, end, pivot, &pivot_read,
                   &pivot_write, pivot + 4096, first, true, &status);
    first = false;
    pass.bytes.append(buffer, write);
    if (status == U_BUFFER_OVERFLOW_ERROR) continue;
    if (U_FAILURE(status)) pass.stopped_at = static_cast<std::size_t>(at - in.data());
    return pass;
  }
}

std::unexpected<Error> unreadable(std::string_view as, std::size_t offset) {
  return fail(
      ErrorCode::BadInput,
      fmt::format("文件编码无法识别：按 {} 在第 {} 字节附近出错，请另存为 UTF-8 后再导入。", as, offset + 1),
      fmt::format("The text encoding cannot be read: not valid {} near byte {}; save the file as UTF-8.", as,
                  offset + 1));
}

// Length of the valid UTF-8 at the start of `bytes`: all of it, or the offset of the first fault.
std::size_t valid_prefix(std::string_view bytes) {
  const auto* s = reinterpret_cast<const unsigned char*>(bytes.data());
  const std::size_t n = bytes.size();
  std::size_t i = 0;
  while (i < n) {
    std::uint64_t eight = 0;
    if (n - i >= 8 && (std::memcpy(&eight, s + i, 8), (eight & 0x8080808080808080ULL) == 0)) {
      i += 8;
      continue;
    }
    if (s[i] < 0x80) {
      ++i;
      continue;
    }
    // ICU's macro counts in int32_t: give it the few bytes of one character.
    const int take = static_cast<int>(n - i < 4 ? n - i : 4);
    int length = 0;
    UChar32 c = 0;
    U8_NEXT(s + i, length, take, c);
    if (c < 0) return i;
    i += static_cast<std::size_t>(length);
  }
  return n;
}

bool is_trimmed(UChar32 c) { return u_isUWhiteSpace(c) || c == 0xFEFF || c == 0x200B; }

}  // namespace

bool is_valid_utf8(std::string_view bytes) { return valid_prefix(bytes) == bytes.size(); }

Result<Decoded> decode(std::string_view bytes) {
  using namespace std::string_view_literals;
  if (bytes.starts_with("\xFF\xFE\0\0"sv) || bytes.starts_with("\0\0\xFE\xFF"sv))
    return unreadable("UTF-32", 0);
  for (const auto& [bom, charset, encoding] : {std::tuple{"\xFF\xFE"sv, "UTF-16LE", Encoding::Utf16Le},
                                               std::tuple{"\xFE\xFF"sv, "UTF-16BE", Encoding::Utf16Be}}) {
    if (!bytes.starts_with(bom)) continue;
    Pass pass = convert(charset, "UTF-8", bytes.substr(2));
    if (pass.stopped_at) return unreadable(charset, 2 + *pass.stopped_at);
    return Decoded{std::move(pass.bytes), encoding};
  }
  const bool bom = bytes.starts_with("\xEF\xBB\xBF");
  const std::string_view body = bom ? bytes.substr(3) : bytes;
  const std::size_t valid = valid_prefix(body);
  if (valid == body.size()) return Decoded{std::string(body), bom ? Encoding::Utf8Bom : Encoding::Utf8};
  if (bom) return unreadable("UTF-8", 3 + valid);
  Pass pass = convert("gb18030", "UTF-8", bytes);
  if (pass.stopped_at) return unreadable("GB18030", *pass.stopped_at);
  if (pass.bytes.starts_with("\xEF\xBB\xBF"))
    pass.bytes.erase(0, 3);  // GB18030 has a signature too: 84 31 95 33
  return Decoded{std::move(pass.bytes), Encoding::Gb18030};
}

Result<std::string> encode_gb18030(std::string_view utf8) {
  if (const std::size_t valid = valid_prefix(utf8); valid != utf8.size()) return unreadable("UTF-8", valid);
  Pass pass = convert("UTF-8", "gb18030", utf8);
  if (pass.stopped_at) return unreadable("UTF-8", *pass.stopped_at);
  return std::move(pass.bytes);
}

std::string fold_width(std::string_view utf8) {
  std::string out;
  out.reserve(utf8.size());
  std::size_t kept = 0;  // length up to and with the last character that is not white space
  for (std::size_t i = 0; i < utf8.size();) {
    const int take = static_cast<int>(utf8.size() - i < 4 ? utf8.size() - i : 4);
    const auto* s = reinterpret_cast<const unsigned char*>(utf8.data() + i);
    int length = 0;
    UChar32 c = 0;
    U8_NEXT(s, length, take, c);
    const bool space = c >= 0 && is_trimmed(c);
    if (c >= 0xFF01 && c <= 0xFF5E)
      out.push_back(static_cast<char>(c - 0xFEE0));
    else if (c == 0x3000)
      out.push_back(' ');
    else
      out.append(utf8.substr(i, static_cast<std::size_t>(length)));
    i += static_cast<std::size_t>(length);
    if (!space)
      kept = out.size();
    else if (kept == 0)
      out.clear();
  }
  out.resize(kept);
  return out;
}

std::string lower_ascii(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return out;
}

std::size_t count_code_points(std::string_view utf8) {
  std::size_t n = 0;
  for (const char c : utf8) n += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  return n;
}

std::string_view name(Encoding encoding) {
  switch (encoding) {
    case Encoding::Utf8:
      return "UTF-8";
    case Encoding::Utf8Bom:
      return "UTF-8 BOM";
    case Encoding::Gb18030:
      return "GB18030";
    case Encoding::Utf16Le:
      return "UTF-16LE";
    case Encoding::Utf16Be:
      return "UTF-16BE";
  }
  return "";
}

}  // namespace anxin
