#include "console/desk/folder_list.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

namespace anxin {
namespace fs = std::filesystem;
namespace {

FolderEntry entry_of(const fs::directory_entry& one, bool folder) {
  std::error_code none;
  FolderEntry entry{one.path().filename().string(), folder, 0, {}};
  if (!folder && one.is_regular_file(none)) entry.bytes = one.file_size(none);
  const auto changed = one.last_write_time(none);
  if (!none)
    entry.changed =
        std::chrono::time_point_cast<std::chrono::seconds>(std::chrono::file_clock::to_sys(changed));
  return entry;
}

bool comes_before(const FolderEntry& a, const FolderEntry& b) {
  if (a.folder != b.folder) return a.folder;
  if (!a.folder && a.changed != b.changed) return a.changed > b.changed;
  return a.name < b.name;
}

}  // namespace

bool can_be_taken_in(const fs::path& path) {
  std::error_code none;
  if (fs::is_directory(path, none)) return path.extension() == ".gdb";
  return fs::is_regular_file(path, none) && format_of(path).has_value();
}

FolderList list_folder(const fs::path& named) {
  std::error_code fault;
  FolderList out;
  out.folder = fs::weakly_canonical(named, fault);
  if (fault) out.folder = named;
  fs::directory_iterator entries(out.folder, fault);
  if (fault) {
    out.error = Error{ErrorCode::BadInput, fmt::format("文件夹 {} 打不开。", out.folder.string()),
                      fmt::format("The folder {} cannot be opened.", out.folder.string())};
    return out;
  }
  for (; entries != fs::directory_iterator(); entries.increment(fault)) {
    if (fault) break;
    const std::string name = entries->path().filename().string();
    std::error_code none;
    const bool file = can_be_taken_in(entries->path()), folder = !file && entries->is_directory(none);
    if (!name.starts_with('.') && (file || folder)) out.entries.push_back(entry_of(*entries, folder));
  }
  std::ranges::sort(out.entries, comes_before);
  if (out.entries.size() > FolderList::kMost) {
    out.left_out = out.entries.size() - FolderList::kMost;
    out.entries.resize(FolderList::kMost);
  }
  return out;
}

fs::path folder_of_files() {
  std::error_code none;
  const char* home = std::getenv("HOME");
  if (home == nullptr || *home == 0) return fs::current_path(none);
  for (const char* name : {"下载", "Downloads"}) {
    const fs::path downloads = fs::path(home) / name;
    if (fs::is_directory(downloads, none)) return downloads;
  }
  return home;
}

fs::path free_name(const fs::path& file) {
  std::error_code none;
  fs::path free = file;
  for (int n = 2; fs::exists(free, none); ++n)
    free = file.parent_path() / fmt::format("{}-{}{}", file.stem().string(), n, file.extension().string());
  return free;
}

}  // namespace anxin
