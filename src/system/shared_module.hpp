#pragma once

#include <filesystem>
#include <string>

namespace crossover {

/// A part of this program that is loaded only when it is asked for: dlopen(3). It is never
/// unloaded, since what it brings along may have threads and handlers of its own.
class SharedModule {
 public:
  /// `name` lies beside the program. Throws std::runtime_error with the loader's words.
  explicit SharedModule(const std::string& name);

  /// The function of that name. Throws std::runtime_error if there is none.
  template <typename Function>
  [[nodiscard]] Function* function(const char* name) const {
    return reinterpret_cast<Function*>(address_of(name));
  }

 private:
  [[nodiscard]] void* address_of(const char* name) const;

  std::filesystem::path file_;
  void* handle_;
};

}  // namespace crossover
