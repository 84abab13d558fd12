#include "data/ingest/archive.hpp"

#include <fmt/format.h>
#define ZLIB_CONST  // zlib only reads what it is given
#include <zlib.h>

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <set>

#include "geo/text.hpp"

namespace anxin {
namespace {

// Layout: APPNOTE.TXT 6.3.10, 4.3.7 (local header), 4.3.12 (central header), 4.3.16 (end of directory).
constexpr std::size_t kLocalBytes = 30, kCentralBytes = 46, kEndBytes = 22;
constexpr std::uint32_t kLocalMark = 0x04034b50, kCentralMark = 0x02014b50, kEndMark = 0x06054b50;
// ZIP64 (4.3.14, 4.3.15, 4.5.3): a field of all ones stands elsewhere in 8 bytes. Some programs write it for
// every archive, however small.
constexpr std::size_t kEnd64Bytes = 56, kLocatorBytes = 20;
constexpr std::uint32_t kEnd64Mark = 0x06064b50, kLocatorMark = 0x07064b50, kElsewhere = 0xFFFFFFFF;
constexpr std::uint16_t kElsewhere16 = 0xFFFF, kSizes64 = 0x0001;
constexpr std::uint16_t kEncrypted = 1u << 0, kStrong = 1u << 6, kUtf8 = 1u << 11, kMaskedNames = 1u << 13;

std::unexpected<Error> refuse(std::string zh, std::string en) {
  return fail(ErrorCode::BadInput, std::move(zh), std::move(en));
}
std::unexpected<Error> damaged() {
  return refuse("压缩包已损坏或被截断，没有导入任何内容。",
                "The archive is damaged or cut short; nothing was imported.");
}
std::unexpected<Error> bad_name() {
  return refuse("压缩包内有不允许的文件名（绝对路径、“..”、/vsi 或控制字符），没有导入任何内容。",
                "The archive has a name that is not allowed (absolute, \"..\", /vsi or control characters); "
                "nothing was imported.");
}
std::unexpected<Error> bomb() {
  return refuse("压缩包解开后大得不合常理（疑似压缩炸弹），没有导入任何内容。",
                "The archive unpacks to an absurd size (a zip bomb?); nothing was imported.");
}

std::uint64_t number64(std::string_view bytes, std::size_t at, std::size_t width = 8) {
  std::uint64_t n = 0;
  for (std::size_t i = 0; i < width; ++i)
    n |= static_cast<std::uint64_t>(static_cast<unsigned char>(bytes[at + i])) << (8 * i);
  return n;
}
std::uint32_t number(std::string_view bytes, std::size_t at, std::size_t width) {
  return static_cast<std::uint32_t>(number64(bytes, at, width));
}

// Puts what the extra field of ZIP64 has of a central header's sizes and place in their stead; false: it has
// not what it must.
bool take_sizes64(std::string_view extra, std::array<std::uint64_t*, 3> fields) {
  if (std::ranges::none_of(fields, [](const auto* f) { return *f == kElsewhere; })) return true;
  while (extra.size() >= 4) {
    const std::size_t id = number(extra, 0, 2), bytes = number(extra, 2, 2);
    if (bytes > extra.size() - 4) return false;
    std::string_view body = extra.substr(4, bytes);
    extra.remove_prefix(4 + bytes);
    if (id != kSizes64) continue;
    for (std::uint64_t* field : fields) {
      if (*field != kElsewhere) continue;
      if (body.size() < 8) return false;
      *field = number64(body, 0);
      body.remove_prefix(8);
    }
    return true;
  }
  return false;
}

struct EndRecord {
  std::uint64_t count = 0, size = 0, directory = 0;
  std::size_t at = 0;  // where the directory must have ended
};

// The end record at `end`, or the one of ZIP64 that stands before it.
std::optional<EndRecord> end_record(std::string_view bytes, std::size_t end) {
  EndRecord out{number(bytes, end + 10, 2), number(bytes, end + 12, 4), number(bytes, end + 16, 4), end};
  if (number(bytes, end + 4, 4) != 0 || number(bytes, end + 8, 2) != out.count) return std::nullopt;
  if (out.count != kElsewhere16 && out.size != kElsewhere && out.directory != kElsewhere) return out;
  if (end < kLocatorBytes + kEnd64Bytes || number(bytes, end - kLocatorBytes, 4) != kLocatorMark) return out;
  const std::uint64_t at = number64(bytes, end - kLocatorBytes + 8);
  if (at > end - kLocatorBytes - kEnd64Bytes || number(bytes, at, 4) != kEnd64Mark) return std::nullopt;
  out = {number64(bytes, at + 32), number64(bytes, at + 40), number64(bytes, at + 48), at};
  return number64(bytes, at + 16) == 0 && number64(bytes, at + 24) == out.count ? std::optional(out)
                                                                                : std::nullopt;
}

// Names written without the UTF-8 flag are GB18030 on a Chinese Windows.
Result<std::string> checked_name(std::string_view raw, bool utf8) {
  std::string name;
  if (utf8 && is_valid_utf8(raw)) {
    name = raw;
  } else if (auto decoded = decode(raw); decoded) {
    name = std::move(decoded->utf8);
  } else {
    return bad_name();
  }
  std::ranges::replace(name, '\\', '/');
  const std::string plain = lower_ascii(name);
  const bool control =
      std::ranges::any_of(name, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
  constexpr std::size_t kLongest = 400;
  if (name.empty() || name.size() > kLongest || control || name[0] == '/' ||
      name.find(':') != std::string::npos || plain.find("vsi") == 0 ||
      plain.find("/vsi") != std::string::npos)
    return bad_name();
  const std::string framed = "/" + name + "/";
  if (framed.find("/../") != std::string::npos || framed.find("/./") != std::string::npos) return bad_name();
  return name;
}

bool is_xml_name(std::string_view name) {
  const std::string plain = lower_ascii(name);
  return std::ranges::any_of(std::array{".xml", ".rels", ".vml", ".kml", ".gml", ".svg", ".qgs"},
                             [&](const char* end) { return plain.ends_with(end); });
}

// Whether the first bytes of an entry are the beginning of a document in angle brackets.
bool begins_as_xml(std::string_view head) {
  const auto first = std::ranges::find_if(head, [](char c) {
    return c != '\0' && c != ' ' && c != '\t' && c != '\r' && c != '\n' &&
           static_cast<unsigned char>(c) < 0x80;
  });
  return first != head.end() && *first == '<';
}

}  // namespace

bool is_archive(std::string_view bytes) { return bytes.starts_with("PK\x03\x04"); }

bool DoctypeWatch::feed(std::string_view piece) {
  std::string text = tail_;
  for (const char c : piece)
    if (c != '\0') text += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;  // UTF-16 has NULs
  constexpr std::size_t kKeep = 8;  // one less than the longest word
  tail_ = text.substr(text.size() > kKeep ? text.size() - kKeep : 0);
  return text.find("<!DOCTYPE") != std::string::npos || text.find("<!ENTITY") != std::string::npos;
}

Error doctype_error(std::string_view name) {
  return {
      ErrorCode::BadInput,
      fmt::format("“{}”里有 DOCTYPE 或 ENTITY 声明，可能引用外部内容，已拒绝；没有导入任何内容。", name),
      fmt::format("\"{}\" declares a DOCTYPE or an ENTITY, which may pull in other content; it was refused "
                  "and nothing was imported.",
                  name)};
}

Result<Archive> Archive::open(std::string_view bytes, const ArchiveLimits& limits) {
  Archive archive;
  archive.bytes_ = bytes;
  archive.limits_ = limits;
  if (auto read = archive.read_directory(); !read) return std::unexpected(read.error());
  return archive;
}

Status Archive::read_directory() {
  if (bytes_.size() < kEndBytes) return damaged();
  constexpr std::size_t kLongestComment = 65'535;
  std::size_t end = bytes_.size() - kEndBytes;
  const std::size_t stop = end > kLongestComment ? end - kLongestComment : 0;
  while (number(bytes_, end, 4) != kEndMark ||
         end + kEndBytes + number(bytes_, end + 20, 2) != bytes_.size()) {
    if (end == stop) return damaged();
    --end;
  }
  const auto record = end_record(bytes_, end);
  if (!record || record->size > record->at || record->directory > record->at - record->size) return damaged();
  directory_ = record->directory;
  if (record->count > limits_.entries)
    return refuse(
        fmt::format("压缩包内的文件超过 {} 个，没有导入任何内容。", limits_.entries),
        fmt::format("The archive holds more than {} files; nothing was imported.", limits_.entries));
  std::size_t at = directory_;
  for (std::uint64_t i = 0; i < record->count; ++i)
    if (auto read = read_entry(at); !read) return read;
  if (at > record->at) return damaged();
  return check_places();
}

Status Archive::read_entry(std::size_t& at) {
  if (at + kCentralBytes > bytes_.size() || number(bytes_, at, 4) != kCentralMark) return damaged();
  const std::size_t flags = number(bytes_, at + 8, 2), method = number(bytes_, at + 10, 2);
  const std::size_t name_bytes = number(bytes_, at + 28, 2);
  const std::size_t extra_bytes = number(bytes_, at + 30, 2);
  const std::size_t next = at + kCentralBytes + name_bytes + extra_bytes + number(bytes_, at + 32, 2);
  if (next > bytes_.size()) return damaged();
  if (flags & (kEncrypted | kStrong | kMaskedNames))
    return refuse("压缩包有密码，请解除密码后再导入。",
                  "The archive is encrypted; remove the password and import it again.");
  if (method != 0 && method != 8)
    return refuse("压缩包用了不支持的压缩方法，请用普通 ZIP 重新压缩。",
                  "The archive uses an unsupported method; pack it again as an ordinary ZIP.");
  Entry entry;
  auto name = checked_name(bytes_.substr(at + kCentralBytes, name_bytes), flags & kUtf8);
  if (!name) return std::unexpected(name.error());
  entry.name = std::move(*name);
  entry.deflated = method == 8;
  entry.crc = number(bytes_, at + 16, 4);
  entry.packed = number(bytes_, at + 20, 4);
  entry.said_bytes = number(bytes_, at + 24, 4);
  std::uint64_t local = number(bytes_, at + 42, 4);
  if (!take_sizes64(bytes_.substr(at + kCentralBytes + name_bytes, extra_bytes),
                    {&entry.said_bytes, &entry.packed, &local}))
    return damaged();
  // The two names may differ in bytes only where one of them hides something.
  if (directory_ < kLocalBytes || local > directory_ - kLocalBytes ||
      number(bytes_, local, 4) != kLocalMark || number(bytes_, local + 26, 2) != name_bytes ||
      number(bytes_, local + 8, 2) != method)
    return damaged();
  entry.at = local + kLocalBytes + name_bytes + number(bytes_, local + 28, 2);
  if (entry.at > directory_ || entry.packed > directory_ - entry.at ||
      bytes_.substr(local + kLocalBytes, name_bytes) != bytes_.substr(at + kCentralBytes, name_bytes))
    return damaged();
  places_.emplace_back(local, entry.at + entry.packed);
  at = next;
  if (!entry.name.ends_with('/')) entries_.push_back(std::move(entry));
  return {};
}

// Entries that share bytes are how a small file unpacks to petabytes.
Status Archive::check_places() {
  std::ranges::sort(places_);
  for (std::size_t i = 1; i < places_.size(); ++i)
    if (places_[i].first < places_[i - 1].second) return bomb();
  std::set<std::string> names;
  std::uint64_t said = 0;
  for (const Entry& entry : entries_) {
    if (entry.said_bytes > limits_.total_bytes) return bomb();
    said += entry.said_bytes;
    if (!names.insert(lower_ascii(entry.name)).second)
      return refuse("压缩包内有同名文件，没有导入任何内容。",
                    "The archive holds two files of one name; nothing was imported.");
  }
  return said > limits_.total_bytes ? Status(bomb()) : Status{};
}

const Archive::Entry* Archive::find(std::string_view name) const {
  const auto found = std::ranges::find_if(
      entries_, [&](const Entry& e) { return lower_ascii(e.name) == lower_ascii(name); });
  return found == entries_.end() ? nullptr : &*found;
}

Status Archive::inflate_entry(const Entry& entry, const Piece& piece, std::uint64_t& total) const {
  const std::string_view packed = bytes_.substr(entry.at, entry.packed);
  std::uint64_t out_bytes = 0;
  uLong crc = crc32(0, nullptr, 0);
  bool wanted = true;
  const auto pass = [&](std::string_view part) -> Status {
    out_bytes += part.size();
    total += part.size();
    if (out_bytes > limits_.entry_bytes || total > limits_.total_bytes ||
        (out_bytes > limits_.ratio_free && out_bytes / limits_.ratio > entry.packed))
      return bomb();
    crc = crc32(crc, reinterpret_cast<const Bytef*>(part.data()), static_cast<uInt>(part.size()));
    wanted = piece(part);
    return {};
  };
  constexpr std::size_t kPiece = 64u << 10;
  if (!entry.deflated) {
    for (std::size_t at = 0; at < packed.size() && wanted; at += kPiece)
      if (auto ok = pass(packed.substr(at, kPiece)); !ok) return ok;
    return !wanted || crc == entry.crc ? Status{} : damaged();
  }
  z_stream stream{};
  if (inflateInit2(&stream, -MAX_WBITS) != Z_OK)
    return fail(ErrorCode::Internal, "解压无法开始。", "Unpacking could not be started.");
  const std::unique_ptr<z_stream, void (*)(z_stream*)> closer(&stream, [](z_stream* s) { inflateEnd(s); });
  stream.next_in = reinterpret_cast<const Bytef*>(packed.data());
  stream.avail_in = static_cast<uInt>(packed.size());
  std::array<char, kPiece> room;
  int state = Z_OK;
  while (state == Z_OK && wanted) {
    stream.next_out = reinterpret_cast<Bytef*>(room.data());
    stream.avail_out = kPiece;
    state = inflate(&stream, Z_NO_FLUSH);
    if (state != Z_OK && state != Z_STREAM_END) return damaged();
    if (auto ok = pass({room.data(), kPiece - stream.avail_out}); !ok) return ok;
  }
  return !wanted || crc == entry.crc ? Status{} : damaged();
}

Status Archive::unpack(const Entry& entry, const Piece& piece) const {
  std::uint64_t total = 0;
  return inflate_entry(entry, piece, total);
}

Result<std::string> Archive::whole(const Entry& entry) const {
  std::string out;
  const auto done = unpack(entry, [&](std::string_view part) {
    out.append(part);
    return true;
  });
  if (!done) return std::unexpected(done.error());
  return out;
}

Status Archive::scan() const {
  std::uint64_t total = 0;
  for (const Entry& entry : entries_) {
    DoctypeWatch watch;
    bool doctype = false, nested = false, first = true;
    bool xml = is_xml_name(entry.name);
    const auto done = inflate_entry(
        entry,
        [&](std::string_view part) {
          if (first) {
            nested = is_archive(part) || part.starts_with("\x1F\x8B") || part.starts_with("7z\xBC\xAF") ||
                     part.starts_with("Rar!");
            xml = xml || begins_as_xml(part.substr(0, 256));
          }
          first = false;
          doctype = doctype || (xml && watch.feed(part));
          return !doctype && !nested;
        },
        total);
    if (doctype) return std::unexpected(doctype_error(entry.name));
    if (nested)
      return refuse(fmt::format("压缩包里还有压缩包“{}”，请解开后再导入。", entry.name),
                    fmt::format("The archive holds another archive, \"{}\"; unpack it first.", entry.name));
    if (!done) return done;
  }
  if (total > limits_.ratio_free && total / limits_.ratio > bytes_.size()) return bomb();
  return {};
}

}  // namespace anxin
