// The panels of the desk screen, drawn with Dear ImGui over the map that console/render has already drawn.
// Free functions: they read the Frame, change the ViewState and the Camera, and fill the Outbox. UI thread
// only; an ImGui frame must be open.
#pragma once
#include <array>
#include <memory>
#include <string>
#include <vector>

#include "console/desk/frame.hpp"
#include "console/panels/tools_state.hpp"
#include "console/scene/camera.hpp"
#include "console/scene/scene.hpp"
#include "console/scene/style.hpp"

struct ImFont;

namespace anxin {

struct DispatchScene;  // console/scene/dispatch.hpp
struct PanelCache;     // what panels have worked out from the Frame (console/panels/cache.hpp)
struct TextAudit;      // what was written where, in tests (console/panels/text_audit.hpp)

// The UI scales of Ctrl + and Ctrl −, ascending.
inline constexpr std::array<float, 8> kUiScales{0.75F, 0.9F, 1, 1.1F, 1.25F, 1.5F, 1.75F, 2};

// One ImFont a role of UX 2 (sizes are em pixels at ui_scale 1); loaded by console/window.
struct Fonts {
  ImFont *key11 = nullptr, *note12 = nullptr, *meta13 = nullptr, *body14 = nullptr, *body14_bold = nullptr,
         *tab15_bold = nullptr, *brand16_bold = nullptr, *title20_bold = nullptr, *figure22_bold = nullptr,
         *hero32_bold = nullptr;
};
// Em sizes of the ten roles, px at ui_scale 1: of desk and laptop, and of the wall, whose ui_scale is
// kWallScale on a screen 3840 wide (UX 2).
inline constexpr float kWallScale = 2.8F;
inline constexpr std::array<float, 10> kDeskEms{11, 12, 13, 14, 14, 15, 16, 20, 22, 32};
inline constexpr std::array<float, 10> kWallEms{
    32 / kWallScale, 34 / kWallScale, 38 / kWallScale, 44 / kWallScale, 44 / kWallScale,
    50 / kWallScale, 60 / kWallScale, 64 / kWallScale, 92 / kWallScale, 120 / kWallScale};

// What panels keep between frames that is not worth remembering across starts: hover, drag, view undo, open
// menus.
struct PanelState {
  Index hovered = kNone;  // project under the pointer, after 120 ms
  double hover_since_s = 0;
  std::vector<Index> stack_list;  // 此处 4 个项目
  Pixel stack_at;
  std::vector<ViewState> undo, redo;  // view undo, 50 steps
  double last_wheel_s = -1;
  bool dragging = false, drag_moved = false;
  int select_clicks = 0;  // second click centres, third returns
  ViewState before_centre;
  std::string hovered_unit;
  bool fit_requested = false;
  double camera_anim_start_s = -1;  // >= 0: the camera is on its way from anim_from to anim_to
  ViewState anim_from, anim_to;     // only their cameras
  Index pointed = kNone;            // project under the pointer, from the first moment
  Index row_hovered = kNone;        // project of the list row under the pointer: ringed on the map
  double loading_since_s = -1;
  bool help_open = false, inset_drag = false, press_on_map = false, double_click = false;
  Pixel press_at;
  SafeguardState listed = SafeguardState::No;  // coverage view: the list behind which figure
  double play_from_s = -1;                     // >= 0: the day is played back since then
  Day play_day{};                              // the day at play_from_s
  std::uint8_t play_speed = 1;                 // 0: a day, 1: a week, 2: 30 days a second
  bool scrub_drag = false;
  std::vector<std::string> dismissed;  // notices, by their Chinese sentence
  std::string asked;                   // the selection that SelectProject was last sent for
  double next_frame_s = 0;             // draw again by then though nothing else changed; 0: no need
  Tools tools;                         // command bar, box and polygon, menu
  std::shared_ptr<PanelCache> cache;
  TextAudit* audit = nullptr;  // tests only
};

// What one drawn frame of panels may touch beside the Frame.
struct PanelContext {
  const Fonts& fonts;
  const Style& style;
  const Scene& scene;
  const BaseMap& base;
  Camera& camera;  // view rect is set by draw_desk each frame
  ViewState& view;
  PanelState& state;
  Outbox& outbox;
  double seconds = 0;                       // monotonic; 0 in a snapshot
  const DispatchScene* dispatch = nullptr;  // what the map shows in the dispatch view; null in another
};

// Sets colours, rounding and spacing of UX 13 for the theme and the UI scale.
void apply_imgui_style(const Style&, float ui_scale);

// Makes this the view of a wall of so many pixels (mm of one; 0: not known): its type as large as UX 2 asks.
void as_wall(ViewState&, int window_w, int window_h, double pitch_mm);

// The map's rectangle for a window of this size with the present columns shown (UX 3.1-3.3).
[[nodiscard]] PixelRect map_rect(const ViewState&, float window_w, float window_h);

// Everything on the desk screen of the risk view: keys, map pointer, top bar, left column, map plates,
// inspector, states.
void draw_desk(const Frame&, PanelContext&);

// Every character that the panels may draw from their own strings (UI strings of both languages), for the
// font atlas.
[[nodiscard]] std::string ui_characters();

}  // namespace anxin
