#include "geo/io/pending_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <stdlib.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "geo/io/vector_in.hpp"

namespace anxin {
namespace {

std::unexpected<Error> unwritable(const std::filesystem::path& target, int number) {
  const std::string name = target.filename().string();
  const char* why = std::strerror(number);
  return fail(ErrorCode::BadInput, fmt::format("无法写出文件“{}”：{}。", name, why),
              fmt::format("The file \"{}\" cannot be written: {}.", name, why));
}

// 0, or errno.
int make_durable(const std::filesystem::path& path, int flags) {
  const int fd = open(path.c_str(), flags | O_CLOEXEC);
  if (fd < 0) return errno;
  const int fault = fsync(fd) == 0 ? 0 : errno;
  close(fd);
  return fault;
}

}  // namespace

Result<PendingFile> PendingFile::beside(const std::filesystem::path& target) {
  if (const Status named = check_name(target); !named) return std::unexpected(named.error());
  std::error_code fault;
  PendingFile file;
  file.target_ = std::filesystem::absolute(target, fault);
  if (fault || !file.target_.has_filename()) return unwritable(target, EINVAL);
  if (std::filesystem::is_directory(file.target_, fault)) return unwritable(target, EISDIR);
  std::string pattern = (file.target_.parent_path() / ".anxin-XXXXXX").string();
  if (!mkdtemp(pattern.data())) return unwritable(target, errno);
  file.folder_ = pattern;
  file.pending_ = file.folder_ / file.target_.filename();
  return file;
}

PendingFile::PendingFile(PendingFile&& other) noexcept
    : target_(std::move(other.target_)),
      folder_(std::exchange(other.folder_, {})),
      pending_(std::move(other.pending_)) {}

PendingFile::~PendingFile() {
  std::error_code ignored;
  if (!folder_.empty()) std::filesystem::remove_all(folder_, ignored);
}

Status PendingFile::publish() {
  if (const int fault = make_durable(pending_, O_RDONLY)) return unwritable(target_, fault);
  if (rename(pending_.c_str(), target_.c_str()) != 0) return unwritable(target_, errno);
  // Some file systems refuse to sync a folder; the file itself is safe by then.
  (void)make_durable(target_.parent_path(), O_RDONLY | O_DIRECTORY);
  return {};
}

Status PendingFile::publish_with(std::initializer_list<const char*> extensions) {
  for (const char* extension : extensions) {
    std::filesystem::path from = pending_, to = target_;
    from.replace_extension(extension), to.replace_extension(extension);
    std::error_code none;
    if (!std::filesystem::exists(from, none)) {
      std::filesystem::remove(to, none);  // of the file that had the name before
      continue;
    }
    if (const int fault = make_durable(from, O_RDONLY)) return unwritable(to, fault);
    if (rename(from.c_str(), to.c_str()) != 0) return unwritable(to, errno);
  }
  return publish();
}

}  // namespace anxin
