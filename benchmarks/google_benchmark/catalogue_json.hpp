#pragma once

#include <nlohmann/json.hpp>

namespace crossover {

/// What readers of results need to know of every strategy and reference, whichever were measured:
/// `{"thread_pool": {"family": "threads", "simplicity": 10, "language": "C++", "processes": false,
/// ..., "summary": "..."}, ...}`.
[[nodiscard]] nlohmann::ordered_json strategies_as_json();

/// `{"sizes": {"summary": "...?", "on_request": false, "in_brief": true}, ...}`; in brief: a
/// recording has it unless it is told otherwise.
[[nodiscard]] nlohmann::ordered_json questions_as_json();

/// What questions about a job are asked of, `squares` or the user's own:
/// `{"squares": {"item": "square", "items": "squares", "summary": "..."}}`.
[[nodiscard]] nlohmann::ordered_json jobs_as_json();

}  // namespace crossover
