// A file that appears under its name whole or not at all: written in a folder of its own beside the target,
// made durable, then renamed over whatever had the name. Without publish() nothing is left behind. One
// thread. Errors: BadInput with a sentence (no such folder, read-only, full disk, the name is a folder).
#pragma once
#include <filesystem>
#include <initializer_list>

#include "geo/error.hpp"

namespace anxin {

class PendingFile {
 public:
  static Result<PendingFile> beside(const std::filesystem::path& target);
  ~PendingFile();
  PendingFile(PendingFile&& other) noexcept;
  PendingFile& operator=(PendingFile&&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const {
    return pending_;
  }  // write here; same file name as the target
  [[nodiscard]] const std::filesystem::path& target() const { return target_; }
  Status publish();
  // Companions written beside path() (by extension; absent ones are left out) first, the file itself last.
  Status publish_with(std::initializer_list<const char*> extensions);

 private:
  PendingFile() = default;
  std::filesystem::path target_, folder_, pending_;
};

}  // namespace anxin
