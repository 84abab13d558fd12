// The one table of shortcuts: what acts on a key press, what the shortcut table (F12) prints and what every
// key cap shows. Key codes are GLFW's (Dear ImGui 1.86 hands them through). Ignored while a text field has
// the keyboard.
#pragma once
#include <span>
#include <string_view>

#include "console/desk/frame.hpp"
#include "console/panels/panels.hpp"

namespace anxin {

enum class Verb : std::uint8_t {
  ViewRisk,
  ViewCoverage,
  ViewClauses,
  ViewDispatch,
  ColourRisk,
  Colour1,  // seven in a row: the ring's order
  Colour2,
  Colour3,
  Colour4,
  Colour5,
  Colour6,
  Colour7,
  Play,
  DayBack,
  DayOn,
  WeekBack,
  WeekOn,
  Start,
  Live,
  Undo,
  Redo,
  Fit,
  Escape,
  Theme,
  Left,
  Drawer,  // the same where the window is narrow
  Inspector,
  Legend,
  Clear,
  Next,
  Previous,
  CommandLine,
  GoTo,
  NextPanel,
  Primary,
  Box,
  Polygon,
  Language,
  Larger,
  Smaller,
  ScaleReset,
  ColourAid,
  Lock,
  Import,
  NextLayer,  // of a file being taken in
  PreviousLayer,
  Print,
  NewIncident,
  MakeIncident,
  Acknowledge,
  Raise,
  Reinforce,
  Recall,
  Page,
  AppendLog,
  Why,
  Bands,
  CloseArea,
  CloseRoad,
  Mute,
  Attainment,
  Replay,
  Units,
  Help
};

struct Shortcut {
  int key;  // GLFW key code
  bool ctrl, shift;
  Verb verb;
  std::string_view cap;   // as printed: Ctrl+T
  std::string_view name;  // key of the words: verb.theme
};

[[nodiscard]] std::span<const Shortcut> shortcuts();
[[nodiscard]] std::string_view cap_of(Verb);

// Acts on the keys pressed in this frame.
void handle_keys(const Frame&, PanelContext&);
void act(const Frame&, PanelContext&, Verb);

}  // namespace anxin
