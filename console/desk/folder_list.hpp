// A folder as the person who looks for a file to take in sees it. Reads the disk: for a job, never for the
// thread that draws. Any thread.
#pragma once
#include "console/desk/import_state.hpp"

namespace anxin {

// Folders and the files that can be taken in; hidden ones are left out. A folder that cannot be read comes
// back with the error and without entries. A geodatabase (.gdb) counts as a file.
[[nodiscard]] FolderList list_folder(const std::filesystem::path& folder);
// A file, or a geodatabase's folder, of a kind that can be taken in.
[[nodiscard]] bool can_be_taken_in(const std::filesystem::path& path);
// Where files usually arrive: the person's folder of downloads, else home, else the working folder.
[[nodiscard]] std::filesystem::path folder_of_files();
// `file`, or with -2, -3 ... before its extension while that exists.
[[nodiscard]] std::filesystem::path free_name(const std::filesystem::path& file);

}  // namespace anxin
