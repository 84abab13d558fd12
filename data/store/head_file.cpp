#include "data/store/head_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <sstream>
#include <system_error>

namespace anxin {
namespace {

bool sync_path(const std::filesystem::path& path, int flags) {
  const int fd = ::open(path.c_str(), flags | O_CLOEXEC);
  if (fd < 0) return false;
  const bool synced = ::fsync(fd) == 0;
  ::close(fd);
  return synced;
}

bool write_synced(const std::filesystem::path& path, const std::string& text) {
  const int fd = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (fd < 0) return false;
  const bool written =
      ::write(fd, text.data(), text.size()) == static_cast<ssize_t>(text.size()) && ::fsync(fd) == 0;
  return ::close(fd) == 0 && written;
}

}  // namespace

std::filesystem::path head_path(const std::filesystem::path& store) { return store.string() + ".head"; }

bool sync_folder(const std::filesystem::path& folder) {
  return sync_path(folder.empty() ? std::filesystem::path(".") : folder, O_RDONLY | O_DIRECTORY);
}

bool sync_file(const std::filesystem::path& file) { return sync_path(file, O_RDONLY); }

Status write_head(const std::filesystem::path& store, const Head& head) {
  const std::filesystem::path final_path = head_path(store), part = final_path.string() + ".part";
  std::error_code failed;
  const bool written = write_synced(part, fmt::format("{} {}\n", head.revision, head.digest));
  if (written) std::filesystem::rename(part, final_path, failed);
  if (!written || failed || !sync_folder(final_path.parent_path())) {
    return fail(ErrorCode::Store, fmt::format("无法写入流水头文件 {}。", final_path.string()),
                fmt::format("The head file {} cannot be written.", final_path.string()));
  }
  return {};
}

Result<std::optional<Head>> read_head(const std::filesystem::path& store) {
  std::ifstream in(head_path(store));
  if (!in) return std::optional<Head>();
  Head head;
  if (!(in >> head.revision >> head.digest) || head.digest.size() != 64) {
    return fail(ErrorCode::Store, fmt::format("流水头文件 {} 无法识别。", head_path(store).string()),
                fmt::format("The head file {} cannot be understood.", head_path(store).string()));
  }
  return head;
}

}  // namespace anxin
