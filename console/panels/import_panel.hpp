// A file taken in at the desk, in place of the inspector: looked for (Ctrl+O) or let fall on the window, seen
// as a preview (kind, coordinates, columns, rejected rows, positions on the map), written, taken back. What
// is shown comes from Frame::import; choices go out as Asks and Commands. UI thread.
#pragma once
#include "console/panels/desk.hpp"

namespace anxin {

// Ctrl+O: the folder where files arrive.
void open_import(PanelContext&);
// Files let fall on the window go out as a preview: the first that can be taken in.
void take_dropped(PanelContext&);
// Keys while it is open: Enter, Esc, and typing while a file is looked for. True when it took them all.
bool import_keys(const Frame&, PanelContext&);
void draw_import(const Frame&, PanelContext&, const Layout&);
// Where the file's projects would lie: hollow squares on the map.
void draw_import_marks(const Frame&, const Kit&, const Box& map);

// Its parts, from y between x0 and x1; they return the y below them.
float draw_file_search(const Kit&, const ImportState&, float x0, float x1, float y);
float draw_batches(const Kit&, const Frame&, const ImportState&, float x0, float x1, float y);
float draw_preview(const Kit&, const ImportState&, float x0, float x1, float y);
// The rows of the list that the typed line lets through.
[[nodiscard]] std::vector<const FolderEntry*> listed_files(const ImportState&, const ImportPanel&);
// Takes the marked row, or the typed path.
void take_marked(PanelContext&, const ImportState&);
// The same file read with another choice.
void read_again(PanelContext&, ImportWish);
// The sheet or layer `by` steps on from the one that is read; the ends hold.
void step_layer(const Frame&, PanelContext&, int by);
void read_layer(PanelContext&, const ImportState&, std::size_t layer);

}  // namespace anxin
