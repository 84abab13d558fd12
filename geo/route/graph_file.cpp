#include "geo/route/graph_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include <array>
#include <bit>
#include <cerrno>
#include <cstring>
#include <type_traits>

namespace anxin {
namespace {

static_assert(std::endian::native == std::endian::little);

constexpr std::array<char, 8> kMagic{'A', 'N', 'X', 'I', 'N', 'R', 'D', '\n'};
constexpr std::uint32_t kVersion = 1;
constexpr std::size_t kTables = 16;

// magic, version, checksum of the rest of the header, checksum of the tables, then the sizes in bytes of the
// tables, then the factors.
struct Header {
  std::array<char, 8> magic;
  std::uint32_t version, header_crc, tables_crc, unused;
  std::array<std::uint64_t, kTables> bytes;
  std::array<std::array<std::uint32_t, kTrafficProfiles>, kRoadKinds> factor;
  std::uint32_t pad;
};
static_assert(std::is_trivially_copyable_v<Header> && sizeof(Header) % 8 == 0);

// Every table, in the order of the file.
template <class Tables, class Visit>
void each_table(Tables& t, const Visit& visit) {
  visit(t.node_at);
  visit(t.in_first);
  visit(t.out_first);
  visit(t.tail);
  visit(t.head);
  visit(t.cost);
  visit(t.edge);
  visit(t.out);
  visit(t.edge_arc);
  visit(t.edge_metres);
  visit(t.edge_name);
  visit(t.shape_edge);
  visit(t.shape_first);
  visit(t.shape);
  visit(t.name_first);
  visit(t.names);
}

std::uint32_t crc(std::string_view bytes) {
  return static_cast<std::uint32_t>(
      crc32_z(crc32_z(0, nullptr, 0), reinterpret_cast<const Bytef*>(bytes.data()), bytes.size()));
}

std::uint32_t header_crc(const Header& h) {
  constexpr std::size_t kFrom = offsetof(Header, tables_crc);
  return crc({reinterpret_cast<const char*>(&h) + kFrom, sizeof h - kFrom});
}

std::unexpected<Error> damaged() {
  return fail(ErrorCode::BadInput, "路网文件已损坏，不使用；请重新导入道路（anxin import roads）。",
              "The road file is damaged and is not used; import the roads again (anxin import roads).");
}

std::unexpected<Error> not_written(const std::filesystem::path& file, int why) {
  return fail(
      ErrorCode::BadInput,
      fmt::format("无法写入路网文件“{}”：{}。", file.filename().string(), std::strerror(why)),
      fmt::format("The road file '{}' cannot be written: {}.", file.filename().string(), std::strerror(why)));
}

bool write_whole(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t put = ::write(fd, bytes.data(), bytes.size());
    if (put < 0 && errno == EINTR) continue;
    if (put <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(put));
  }
  return true;
}

// The rename is durable only when the folder is.
void sync_folder(const std::filesystem::path& file) {
  const std::filesystem::path folder = file.has_parent_path() ? file.parent_path() : ".";
  if (const int fd = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC); fd >= 0) {
    ::fsync(fd);
    ::close(fd);
  }
}

Result<std::string> bytes_of(const std::filesystem::path& file) {
  const std::string name = file.filename().string();
  const int fd = ::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  struct stat info{};
  if (fd < 0 || ::fstat(fd, &info) != 0 || !S_ISREG(info.st_mode)) {
    if (fd >= 0) ::close(fd);
    return fail(ErrorCode::NotFound,
                fmt::format("没有路网文件“{}”；请先导入道路（anxin import roads）。", name),
                fmt::format("There is no road file '{}'; import roads first (anxin import roads).", name));
  }
  std::string bytes;
  bytes.resize_and_overwrite(static_cast<std::size_t>(info.st_size), [&](char* to, std::size_t size) {
    std::size_t at = 0;
    while (at < size) {
      const ssize_t got = ::read(fd, to + at, size - at);
      if (got < 0 && errno == EINTR) continue;
      if (got <= 0) break;
      at += static_cast<std::size_t>(got);
    }
    return at;
  });
  ::close(fd);
  return bytes;
}

}  // namespace

std::filesystem::path graph_file_of(const std::filesystem::path& store) { return store.string() + ".roads"; }

std::string graph_bytes(const RoadGraph& graph) {
  Header h{};
  h.magic = kMagic;
  h.version = kVersion;
  h.factor = graph.tables().factor;
  std::string out(sizeof h, '\0');
  std::size_t i = 0;
  each_table(graph.tables(), [&](const auto& column) {
    const std::size_t size = column.size() * sizeof column[0];
    out.append(reinterpret_cast<const char*>(column.data()), size);
    h.bytes[i++] = size;
  });
  std::memcpy(out.data(), &h, sizeof h);
  repair_graph_checksums(out);
  return out;
}

bool repair_graph_checksums(std::string& bytes) {
  Header h;
  if (bytes.size() < sizeof h) return false;
  std::memcpy(&h, bytes.data(), sizeof h);
  h.tables_crc = crc(std::string_view(bytes).substr(sizeof h));
  h.header_crc = header_crc(h);
  std::memcpy(bytes.data(), &h, sizeof h);
  return true;
}

Result<RoadGraph> graph_of_bytes(std::string_view bytes) {
  Header h;
  if (bytes.size() < kMagic.size() || std::memcmp(bytes.data(), kMagic.data(), kMagic.size()) != 0)
    return fail(ErrorCode::BadInput, "这不是本程序的路网文件，不使用。",
                "This is not a road file of this program and is not used.");
  if (bytes.size() < sizeof h) return damaged();
  std::memcpy(&h, bytes.data(), sizeof h);
  if (h.version > kVersion)
    return fail(
        ErrorCode::BadInput, "路网文件由更新的版本写成；请升级程序，或重新导入道路。",
        "The road file was written by a newer version; update the program or import the roads again.");
  if (h.version != kVersion || h.header_crc != header_crc(h) || h.unused != 0 || h.pad != 0) return damaged();
  bytes.remove_prefix(sizeof h);
  if (h.tables_crc != crc(bytes)) return damaged();
  RoadTables t;
  t.factor = h.factor;
  bool whole = true;
  std::size_t i = 0;
  each_table(t, [&](auto& column) {
    constexpr std::size_t kRow = sizeof column[0];
    const std::uint64_t size = h.bytes[i++];
    whole = whole && size <= bytes.size() && size % kRow == 0;
    if (!whole) return;
    column.resize(size / kRow);
    if (size > 0) std::memcpy(column.data(), bytes.data(), size);
    bytes.remove_prefix(size);
  });
  if (!whole || !bytes.empty()) return damaged();
  auto graph = RoadGraph::of_tables(std::move(t));
  if (!graph) return damaged();
  return graph;
}

Status save_graph(const RoadGraph& graph, const std::filesystem::path& file) {
  const std::string bytes = graph_bytes(graph);
  std::string pending = file.string() + ".XXXXXX";
  const int fd = ::mkostemp(pending.data(), O_CLOEXEC);
  if (fd < 0) return not_written(file, errno);
  bool ok = write_whole(fd, bytes) && ::fchmod(fd, 0644) == 0 && ::fsync(fd) == 0;
  int why = errno;
  ::close(fd);
  if (ok && std::rename(pending.c_str(), file.c_str()) != 0) {
    ok = false;
    why = errno;
  }
  if (!ok) {
    ::unlink(pending.c_str());
    return not_written(file, why);
  }
  sync_folder(file);
  return {};
}

Result<RoadGraph> load_graph(const std::filesystem::path& file) {
  const auto bytes = bytes_of(file);
  if (!bytes) return std::unexpected(bytes.error());
  return graph_of_bytes(*bytes);
}

}  // namespace anxin
