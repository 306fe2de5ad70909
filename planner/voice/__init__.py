"""The students' voice: questions by age, answers, results in batches, and where they meet the check."""
