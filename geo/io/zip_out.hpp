// A ZIP archive written member after member, each deflated as it comes (PKWARE APPNOTE 6.3, without ZIP64:
// 4 GB and 65,535 members at most, refused beyond). For workbooks. One thread.
#pragma once
#include <cstdint>
#include <fstream>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "geo/error.hpp"
#include "geo/io/pending_file.hpp"

namespace anxin {

class ZipOut {
 public:
  explicit ZipOut(PendingFile file);
  ~ZipOut();
  ZipOut(ZipOut&&) noexcept;
  ZipOut& operator=(ZipOut&&) = delete;

  Status begin(std::string_view member);  // ends the one before
  Status put(std::string_view bytes);
  Status publish();  // the directory, then the file under its name

 private:
  struct Deflater;
  struct Member {
    std::string name;
    std::uint32_t crc = 0;
    std::uint64_t packed = 0, plain = 0, at = 0;
  };
  Status end();
  Status deflate_some(std::string_view bytes, bool last);
  Status write(std::string_view bytes);

  PendingFile file_;
  std::ofstream out_;
  std::vector<Member> members_;
  std::unique_ptr<Deflater> deflater_;  // of the member under way
  std::uint64_t written_ = 0;
};

}  // namespace anxin
