// The journal's head written outside the store, FILE.head beside FILE: so that cutting the journal's tail is
// found. One line, "revision digest". Written, synced and renamed after each commit; a crash in between
// leaves it one record behind, never ahead.
#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "geo/error.hpp"

namespace anxin {

struct Head {
  std::uint64_t revision = 0;
  std::string digest;  // hex SM3
  friend bool operator==(const Head&, const Head&) = default;
};

[[nodiscard]] std::filesystem::path head_path(const std::filesystem::path& store);
[[nodiscard]] Status write_head(const std::filesystem::path& store, const Head& head);
// Empty when there is no such file; an Error when it is there and cannot be understood.
[[nodiscard]] Result<std::optional<Head>> read_head(const std::filesystem::path& store);
// Makes what was renamed or created in a folder survive a power cut; what was written in a file.
[[nodiscard]] bool sync_folder(const std::filesystem::path& folder);
[[nodiscard]] bool sync_file(const std::filesystem::path& file);

}  // namespace anxin
