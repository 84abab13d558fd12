// The parts of the dispatch view (F3), one free function each; called by the desk in this order. Not used
// outside this folder.
#pragma once
#include "console/panels/board_rows.hpp"
#include "console/panels/desk.hpp"
#include "console/panels/dispatch_words.hpp"

namespace anxin {

void draw_dispatch_left(const Frame&, PanelContext&, const Layout&);   // board, attainment, on duty
void draw_dispatch_right(const Frame&, PanelContext&, const Layout&);  // the selected incident
void draw_incident_strip(const Frame&, PanelContext&, const Layout&);  // its timeline at the foot
void draw_ticker(const Frame&, PanelContext&, const Layout&);
void draw_exercise(const Frame&, PanelContext&, const Layout&);         // stripe and banner under the top bar
void draw_dispatch_plates(const Frame&, PanelContext&, const Layout&);  // time bands; units
void draw_intake(const Frame&, PanelContext&, const Layout&);
void draw_ground_menu(const Frame&, PanelContext&, const Layout&);

// Parts of the incident's column: from y (top) between x0 and x1; they return the y below them.
float draw_incident_head(const Kit&, const Frame&, const Incident&, float x0, float x1, float y);
float draw_clocks(const Kit&, const Frame&, const Incident&, float x0, float x1, float y);
float draw_dispatch_table(const Kit&, const Frame&, const Incident&, float x0, float x1, float y);
float draw_advice_notes(const Kit&, const Frame&, const Incident&, float x0, float x1, float y);
float draw_duplicates(const Kit&, const Frame&, const Incident&, float x0, float x1, float y);
float draw_roll_call(const Kit&, const Frame&, const Incident&, float x0, float x1, float y);
float draw_waterfall(const Kit&, const Frame&, const Incident&, float x0, float x1, float y);
float draw_incident_log(const Kit&, const Frame&, const Incident&, float x0, float x1, float y);
void draw_dispatch_foot(const Frame&, PanelContext&, const Box&);
[[nodiscard]] float dispatch_foot_height(const Frame&, PanelContext&, float width);
float draw_attainment(const Kit&, const Frame&, float x0, float x1, float y);
void draw_attainment_plate(const Frame&, PanelContext&, const Layout&);  // of all supervising units
bool attainment_keys(const Frame&, PanelContext&);
float draw_on_duty(const Kit&, const Frame&, float x0, float x1, float y);

// The worst incident at level Ⅰ or Ⅱ that nobody has acknowledged: the one object that may blink (UX 11).
struct Alarm {
  std::string incident;  // "" none
  bool lit = true;       // the border is drawn in this half second
};
[[nodiscard]] Alarm alarm_of(const Frame&, PanelContext&);

// A new incident: at a project, at a place of the map, or nowhere yet.
void open_intake(const Frame&, PanelContext&, Index project);
void open_intake_at(PanelContext&, MapXY at);
void open_intake_named(PanelContext&, std::string_view place);
// The open form's place becomes this point; false without one that lacks its place.
bool place_intake(PanelContext&, MapXY at);
bool intake_keys(const Frame&, PanelContext&);

}  // namespace anxin
