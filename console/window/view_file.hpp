// What a window remembers between starts: its size and place, theme, language, camera, filters, selection;
// JSON in $XDG_STATE_HOME/anxin/window.json, replaced whole. A damaged or foreign file is ignored with a
// sentence.
#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "console/desk/frame.hpp"

namespace anxin {

struct WindowMemory {
  int x = -1, y = -1, w = 1920, h = 1080;  // of the window; -1: where the system puts it
  bool maximised = false;
  ViewState view;
};

[[nodiscard]] std::filesystem::path window_memory_file(bool wall = false);  // of this user
[[nodiscard]] std::filesystem::path cache_folder();                         // $XDG_CACHE_HOME/anxin
[[nodiscard]] std::string to_json(const WindowMemory& memory);
[[nodiscard]] Result<WindowMemory> window_memory_from_json(const std::string& text);
// The file's content; NotFound when there is none, BadInput when it is damaged.
[[nodiscard]] Result<WindowMemory> load_window_memory(const std::filesystem::path& file);
// What to start with: the file's content, or the defaults, with a notice where a file is there but damaged.
struct Recalled {
  WindowMemory memory;
  std::vector<Notice> notices;
};
[[nodiscard]] Recalled recall_window(const std::filesystem::path& file);
[[nodiscard]] Status save_window_memory(const std::filesystem::path& file, const WindowMemory& memory);
// Writes beside the name and renames: a reader sees the old or the new, never a part.
[[nodiscard]] Status replace_file(const std::filesystem::path& file, const std::string& bytes);

}  // namespace anxin
