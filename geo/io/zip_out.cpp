#include "geo/io/zip_out.hpp"

#define ZLIB_CONST  // zlib only reads what it is given
#include <zlib.h>

#include <array>
#include <cerrno>
#include <cstring>

#include "geo/io/writers.hpp"

namespace anxin {
namespace {

constexpr std::uint64_t kMost = 0xFFFF'FFFF;  // of a member and of the archive
// 1980-01-01: the same rows give the same bytes.
constexpr std::uint16_t kTime = 0, kDay = 1 << 5 | 1;
constexpr std::uint16_t kNeeds = 20, kUtf8Names = 1 << 11, kDeflated = 8;

void append(std::string& out, std::uint64_t value, int bytes) {
  for (int i = 0; i < bytes; ++i, value >>= 8) out += static_cast<char>(value & 0xFF);
}

}  // namespace

struct ZipOut::Deflater {
  z_stream stream{};
  Deflater() { deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY); }
  ~Deflater() { deflateEnd(&stream); }
  Deflater(const Deflater&) = delete;
  Deflater& operator=(const Deflater&) = delete;
};

ZipOut::ZipOut(PendingFile file) : file_(std::move(file)), out_(file_.path(), std::ios::binary) {}
ZipOut::~ZipOut() = default;
ZipOut::ZipOut(ZipOut&&) noexcept = default;

Status ZipOut::write(std::string_view bytes) {
  errno = 0;
  out_.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  if (!out_) return unwritable(file_, errno ? std::strerror(errno) : "disk full or not writable");
  written_ += bytes.size();
  if (written_ > kMost) return unwritable(file_, "larger than 4 GB");
  return {};
}

Status ZipOut::begin(std::string_view member) {
  if (Status ended = end(); !ended) return ended;
  members_.push_back({std::string(member), 0, 0, 0, written_});
  deflater_ = std::make_unique<Deflater>();
  std::string head;
  append(head, 0x04034b50, 4);
  append(head, kNeeds, 2), append(head, kUtf8Names, 2), append(head, kDeflated, 2);
  append(head, kTime, 2), append(head, kDay, 2);
  append(head, 0, 12);  // checksum and sizes: known at the end, written over these
  append(head, member.size(), 2), append(head, 0, 2);
  return write(head + std::string(member));
}

Status ZipOut::deflate_some(std::string_view bytes, bool last) {
  std::array<char, 65536> room;
  z_stream& z = deflater_->stream;
  z.next_in = reinterpret_cast<const Bytef*>(bytes.data());
  z.avail_in = static_cast<uInt>(bytes.size());
  int state = Z_OK;
  do {
    z.next_out = reinterpret_cast<Bytef*>(room.data());
    z.avail_out = room.size();
    state = deflate(&z, last ? Z_FINISH : Z_NO_FLUSH);
    const std::size_t made = room.size() - z.avail_out;
    members_.back().packed += made;
    if (Status written = write({room.data(), made}); !written) return written;
  } while (z.avail_out == 0 || (last && state != Z_STREAM_END));
  return {};
}

Status ZipOut::put(std::string_view bytes) {
  Member& m = members_.back();
  while (!bytes.empty()) {
    const auto part = bytes.substr(0, 1U << 20);
    bytes.remove_prefix(part.size());
    m.crc = static_cast<std::uint32_t>(
        crc32(m.crc, reinterpret_cast<const Bytef*>(part.data()), static_cast<uInt>(part.size())));
    m.plain += part.size();
    if (m.plain > kMost) return unwritable(file_, "a part larger than 4 GB");
    if (Status done = deflate_some(part, false); !done) return done;
  }
  return {};
}

Status ZipOut::end() {
  if (!deflater_) return {};
  if (Status done = deflate_some({}, true); !done) return done;
  deflater_.reset();
  constexpr std::uint64_t kChecksumAt = 14;
  const Member& m = members_.back();
  std::string known;
  append(known, m.crc, 4), append(known, m.packed, 4), append(known, m.plain, 4);
  const auto here = out_.tellp();
  out_.seekp(static_cast<std::streamoff>(m.at + kChecksumAt));
  out_.write(known.data(), static_cast<std::streamsize>(known.size()));
  out_.seekp(here);
  if (!out_) return unwritable(file_, "disk full or not writable");
  return {};
}

Status ZipOut::publish() {
  if (Status ended = end(); !ended) return ended;
  const std::uint64_t directory_at = written_;
  std::string directory;
  for (const Member& m : members_) {
    append(directory, 0x02014b50, 4);
    append(directory, kNeeds, 2), append(directory, kNeeds, 2), append(directory, kUtf8Names, 2);
    append(directory, kDeflated, 2), append(directory, kTime, 2), append(directory, kDay, 2);
    append(directory, m.crc, 4), append(directory, m.packed, 4), append(directory, m.plain, 4);
    append(directory, m.name.size(), 2);
    append(directory, 0, 12);  // no extra field, comment, disk, attributes
    append(directory, m.at, 4);
    directory += m.name;
  }
  const std::uint64_t size = directory.size();
  append(directory, 0x06054b50, 4), append(directory, 0, 4);
  append(directory, members_.size(), 2), append(directory, members_.size(), 2);
  append(directory, size, 4), append(directory, directory_at, 4), append(directory, 0, 2);
  if (Status written = write(directory); !written) return written;
  errno = 0;
  out_.close();
  if (!out_) return unwritable(file_, errno ? std::strerror(errno) : "disk full or not writable");
  return file_.publish();
}

}  // namespace anxin
