#include "data/ingest/input_files.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include "data/model/personal.hpp"
#include "geo/text.hpp"

namespace anxin {
namespace {

// A bundle: the mark, u32 count, then per file u32 length of its name, name, u64 size; then the contents in
// the same order. Little-endian.
constexpr std::string_view kMark = "anxin files 1\n";
constexpr std::size_t kMostFiles = 2'000;  // a geodatabase has some 50

std::unexpected<Error> bad(std::string zh, std::string en) {
  return fail(ErrorCode::BadInput, std::move(zh), std::move(en));
}

std::unexpected<Error> broken() {
  return fail(ErrorCode::Internal, "打开文件时出错。", "Opening the file failed.");
}

// Opens an ordinary, non-empty file within the bound. O_NONBLOCK: a pipe or device must not make us wait.
Status open_ordinary(const std::filesystem::path& file, std::uint64_t most, Fd& into) {
  if (auto named = check_name(file); !named) return named;
  const std::string name = mask_personal(file.filename().string());
  const int fd = open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (fd < 0) {
    if (errno == ENOENT || errno == ENOTDIR)
      return bad(fmt::format("找不到文件“{}”。", name), fmt::format("There is no file \"{}\".", name));
    return bad(fmt::format("打不开文件“{}”：{}。", name, strerror(errno)),
               fmt::format("The file \"{}\" cannot be opened: {}.", name, strerror(errno)));
  }
  Fd low(fd);
  into.reset(fcntl(fd, F_DUPFD_CLOEXEC, 10));  // out of the way of the child's 3 and 4
  struct stat info{};
  if (into.get() < 0 || fstat(into.get(), &info) != 0)
    return fail(ErrorCode::Internal, "打开文件时出错。", "Opening the file failed.");
  if (S_ISDIR(info.st_mode))
    return bad(fmt::format("“{}”是文件夹，请指定一个文件。", name),
               fmt::format("\"{}\" is a directory; name a file.", name));
  if (!S_ISREG(info.st_mode))
    return bad(fmt::format("“{}”不是普通文件。", name), fmt::format("\"{}\" is not an ordinary file.", name));
  if (info.st_size == 0)
    return bad(fmt::format("文件“{}”是空的。", name), fmt::format("The file \"{}\" is empty.", name));
  if (static_cast<std::uint64_t>(info.st_size) > most)
    return bad(
        fmt::format("文件“{}”超过 {} MB，请分成几个文件导入。", name, most >> 20),
        fmt::format("The file \"{}\" is larger than {} MB; import it in several files.", name, most >> 20));
  return {};
}

bool copy_to(int from, int into, std::uint64_t& bytes) {
  std::array<char, 1u << 16> room;
  while (true) {
    const ssize_t got = read(from, room.data(), room.size());
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return got == 0;
    bytes += static_cast<std::uint64_t>(got);
    for (ssize_t put = 0; put < got;) {
      const ssize_t n = write(into, room.data() + put, static_cast<std::size_t>(got - put));
      if (n <= 0) return false;
      put += n;
    }
  }
}

template <class N>
void put_number(std::string& out, N n) {
  char raw[sizeof n];
  std::memcpy(raw, &n, sizeof n);
  out.append(raw, sizeof n);
}

// The head is written last, when the sizes are known from what was really copied.
Status make_bundle(const std::vector<std::filesystem::path>& files, std::uint64_t most, Fd& into) {
  Fd contents(memfd_create("anxin-files", MFD_CLOEXEC));
  std::string head(kMark);
  put_number(head, static_cast<std::uint32_t>(files.size()));
  std::uint64_t total = 0;
  for (const auto& file : files) {
    Fd one;
    if (auto opened = open_ordinary(file, most, one); !opened) return opened;
    std::uint64_t bytes = 0;
    if (!copy_to(one.get(), contents.get(), bytes)) return broken();
    total += bytes;
    if (total > most)
      return bad(fmt::format("这些文件合计超过 {} MB，请分成几个导入。", most >> 20),
                 fmt::format("The files are together larger than {} MB; import them in parts.", most >> 20));
    const std::string name = file.filename().string();
    put_number(head, static_cast<std::uint32_t>(name.size()));
    head += name;
    put_number(head, bytes);
  }
  Fd whole(memfd_create("anxin-bundle", MFD_CLOEXEC));
  std::uint64_t copied = 0;
  if (write(whole.get(), head.data(), head.size()) != static_cast<ssize_t>(head.size()) ||
      lseek(contents.get(), 0, SEEK_SET) != 0 || !copy_to(contents.get(), whole.get(), copied) ||
      lseek(whole.get(), 0, SEEK_SET) != 0)
    return broken();
  into.reset(fcntl(whole.get(), F_DUPFD_CLOEXEC, 10));
  return into.get() < 0 ? Status(broken()) : Status{};
}

// The .shp first, then its companions of the same name in any letter case.
std::vector<std::filesystem::path> shapefile_parts(const std::filesystem::path& shp) {
  std::vector<std::filesystem::path> out{shp};
  std::error_code fault;
  const auto folder = shp.has_parent_path() ? shp.parent_path() : std::filesystem::path(".");
  for (const auto& entry : std::filesystem::directory_iterator(folder, fault)) {
    const auto& path = entry.path();
    const std::string end = lower_ascii(path.extension().string());
    const bool part = end == ".shx" || end == ".dbf" || end == ".prj" || end == ".cpg";
    if (part && lower_ascii(path.stem().string()) == lower_ascii(shp.stem().string()) &&
        entry.is_regular_file(fault) && entry.file_size(fault) > 0)
      out.push_back(path);
  }
  std::ranges::sort(out.begin() + 1, out.end());
  return out;
}

Result<std::vector<std::filesystem::path>> geodatabase_parts(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> out;
  std::error_code fault;
  for (const auto& entry : std::filesystem::directory_iterator(folder, fault))
    if (lower_ascii(entry.path().extension().string()) != ".lock" && !entry.is_symlink(fault) &&
        entry.is_regular_file(fault) && entry.file_size(fault) > 0)
      out.push_back(entry.path());
  std::ranges::sort(out);
  if (out.empty() || out.size() > kMostFiles)
    return bad(fmt::format("“{}”不是地理数据库文件夹。", folder.filename().string()),
               fmt::format("\"{}\" is no geodatabase folder.", folder.filename().string()));
  return out;
}

}  // namespace

void Fd::reset(int fd) {
  if (fd_ >= 0) close(fd_);
  fd_ = fd;
}

Status open_input(const std::filesystem::path& file, std::uint64_t most, Fd& into) {
  if (auto named = check_name(file); !named) return named;
  std::error_code ignored;
  const std::string end = lower_ascii(file.extension().string());
  if (end == ".gdb" && std::filesystem::is_directory(file, ignored)) {
    const auto parts = geodatabase_parts(file);
    return parts ? make_bundle(*parts, most, into) : Status(std::unexpected(parts.error()));
  }
  if (end == ".shp" && std::filesystem::is_regular_file(file, ignored))
    return make_bundle(shapefile_parts(file), most, into);
  return open_ordinary(file, most, into);
}

bool is_bundle(std::string_view bytes) { return bytes.starts_with(kMark); }

Result<std::vector<MemoryFile>> files_of_bundle(std::string_view bytes) {
  std::size_t at = kMark.size();
  const auto take = [&]<class N>(N& n) {
    if (bytes.size() - at < sizeof n) return false;
    std::memcpy(&n, bytes.data() + at, sizeof n);
    at += sizeof n;
    return true;
  };
  std::uint32_t count = 0;
  if (!is_bundle(bytes) || !take(count) || count > kMostFiles) return broken();
  std::vector<MemoryFile> out;
  std::vector<std::uint64_t> sizes(count);
  for (std::uint32_t i = 0; i < count; ++i) {
    std::uint32_t length = 0;
    if (!take(length) || bytes.size() - at < length) return broken();
    out.push_back({std::string(bytes.substr(at, length)), {}});
    at += length;
    if (!take(sizes[i])) return broken();
  }
  for (std::uint32_t i = 0; i < count; ++i) {
    if (bytes.size() - at < sizes[i]) return broken();
    out[i].bytes = bytes.substr(at, sizes[i]);
    at += sizes[i];
  }
  return out;
}

}  // namespace anxin
