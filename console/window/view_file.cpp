#include "console/window/view_file.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cmath>
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>

namespace anxin {
namespace {

using Json = nlohmann::ordered_json;

std::filesystem::path folder(const char* variable, const char* below_home) {
  const char* named = std::getenv(variable);
  if (named != nullptr && named[0] == '/') return std::filesystem::path(named) / "anxin";
  const char* home = std::getenv("HOME");
  return std::filesystem::path(home != nullptr ? home : "/tmp") / below_home / "anxin";
}

std::unexpected<Error> damaged(const std::string& what) {
  return fail(ErrorCode::BadInput, fmt::format("窗口状态文件已损坏（{}），改用默认设置。", what),
              fmt::format("The file of the window's state is damaged ({}); the defaults are used.", what));
}

// Members that are there must have their type and range; those that are not keep what the value was.
struct Fields {
  const Json& from;
  std::string fault;
  template <class T>
  void read(const char* key, T& to) {
    if (!from.contains(key)) return;
    try {
      to = from.at(key).get<T>();
    } catch (const Json::exception&) {
      fault = key;
    }
  }
  void number(const char* key, double& to, double low, double high) {
    double value = to;
    read(key, value);
    if (std::isfinite(value) && value >= low && value <= high) {
      to = value;
    } else {
      fault = key;
    }
  }
};

}  // namespace

std::filesystem::path window_memory_file(bool wall) {
  return folder("XDG_STATE_HOME", ".local/state") / (wall ? "wall.json" : "window.json");
}
std::filesystem::path cache_folder() { return folder("XDG_CACHE_HOME", ".cache"); }

std::string to_json(const WindowMemory& m) {
  const ViewState& v = m.view;
  Json json{{"version", 1},
            {"window", {{"x", m.x}, {"y", m.y}, {"w", m.w}, {"h", m.h}, {"maximised", m.maximised}}},
            {"theme", v.theme == 0 ? "dark" : "light"},
            {"language", v.language},
            {"ui_scale", v.ui_scale},
            {"colour_aid", v.colour_aid},
            {"view_locked", v.view_locked},
            {"muted", v.muted},
            {"left_panel", v.left_panel},
            {"inspector", v.inspector},
            {"legend_open", v.legend_open},
            {"selected", v.selected},
            {"selected_unit", v.selected_unit},
            {"tab", static_cast<int>(v.tab)},
            {"safeguard", static_cast<int>(v.safeguard)},
            {"coloured_by", v.coloured_by ? static_cast<int>(*v.coloured_by) : -1},
            {"sort", static_cast<int>(v.sort)},
            {"filters",
             {{"sectors", v.filters.sectors},
              {"fundings", v.filters.fundings},
              {"credits", v.filters.credits},
              {"grade_hidden", v.filters.grade_hidden}}},
            {"command_lines", v.command_lines},
            {"camera", {{"x", v.camera_x}, {"y", v.camera_y}, {"metres_per_px", v.metres_per_px}}}};
  return json.dump(1) + "\n";
}

Result<WindowMemory> window_memory_from_json(const std::string& text) {
  const Json json = Json::parse(text, nullptr, false);
  if (!json.is_object() || json.value("version", Json(0)) != 1) return damaged("version");
  WindowMemory m;
  ViewState& v = m.view;
  std::string theme = "dark";
  double ui_scale = v.ui_scale;
  int sort = 0, tab = 0, safeguard = 0, coloured_by = -1;
  const Json none = Json::object();
  const auto part = [&](const char* key) -> const Json& {
    return json.contains(key) && json[key].is_object() ? json[key] : none;
  };
  Fields top{json, ""}, window{part("window"), ""}, filters{part("filters"), ""}, camera{part("camera"), ""};
  window.read("x", m.x), window.read("y", m.y), window.read("w", m.w), window.read("h", m.h);
  window.read("maximised", m.maximised);
  top.read("theme", theme), top.read("language", v.language);
  top.number("ui_scale", ui_scale, 0.5, 4);
  top.read("colour_aid", v.colour_aid), top.read("view_locked", v.view_locked);
  top.read("muted", v.muted);
  top.read("left_panel", v.left_panel), top.read("inspector", v.inspector),
      top.read("legend_open", v.legend_open);
  top.read("command_lines", v.command_lines);
  top.read("selected", v.selected), top.read("selected_unit", v.selected_unit), top.read("sort", sort);
  top.read("tab", tab), top.read("safeguard", safeguard), top.read("coloured_by", coloured_by);
  filters.read("sectors", v.filters.sectors), filters.read("fundings", v.filters.fundings);
  filters.read("credits", v.filters.credits), filters.read("grade_hidden", v.filters.grade_hidden);
  camera.number("x", v.camera_x, -1e7, 1e7), camera.number("y", v.camera_y, -1e7, 1e8);
  camera.number("metres_per_px", v.metres_per_px, 0, 1e5);
  for (const Fields* f : {&top, &window, &filters, &camera}) {
    if (!f->fault.empty()) return damaged(f->fault);
  }
  if (m.w < 200 || m.h < 200 || m.w > 32768 || m.h > 32768) return damaged("window");
  if (sort < 0 || sort > static_cast<int>(SortKey::Name)) return damaged("sort");
  if (tab < 0 || tab > static_cast<int>(ViewTab::Dispatch)) return damaged("tab");
  if (safeguard < 0 || safeguard >= kSafeguards) return damaged("safeguard");
  if (coloured_by < -1 || coloured_by >= kSafeguards) return damaged("coloured_by");
  if (theme != "dark" && theme != "light") return damaged("theme");
  v.theme = theme == "dark" ? 0 : 1;
  v.ui_scale = static_cast<float>(ui_scale);
  v.sort = static_cast<SortKey>(sort);
  v.tab = static_cast<ViewTab>(tab);
  v.safeguard = static_cast<Safeguard>(safeguard);
  if (coloured_by >= 0) v.coloured_by = static_cast<Safeguard>(coloured_by);
  return m;
}

Result<WindowMemory> load_window_memory(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) return fail(ErrorCode::NotFound, "没有窗口状态文件。", "There is no file of the window's state.");
  const std::string text((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  return window_memory_from_json(text);
}

Recalled recall_window(const std::filesystem::path& file) {
  auto loaded = load_window_memory(file);
  if (loaded) return {std::move(*loaded), {}};
  const Error& fault = loaded.error();
  if (fault.code == ErrorCode::NotFound) return {};
  return {{}, {{fault.zh, fault.en}}};
}

Status save_window_memory(const std::filesystem::path& file, const WindowMemory& memory) {
  std::error_code none;
  std::filesystem::create_directories(file.parent_path(), none);
  return replace_file(file, to_json(memory));
}

Status replace_file(const std::filesystem::path& file, const std::string& bytes) {
  const std::filesystem::path part = file.string() + fmt::format(".{}", getpid());
  std::ofstream out(part, std::ios::binary);
  out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  out.close();
  std::error_code fault;
  if (out) std::filesystem::rename(part, file, fault);
  if (out && !fault) return {};
  std::error_code none;
  std::filesystem::remove(part, none);
  return fail(ErrorCode::BadInput, fmt::format("文件无法写入：{}。", file.string()),
              fmt::format("The file cannot be written: {}.", file.string()));
}

}  // namespace anxin
