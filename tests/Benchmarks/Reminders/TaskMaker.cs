using Crm.Actors.TestKit.Running;

namespace Crm.Actors.Benchmarks.Reminders;

/// <summary>Makes tasks with a reminder each through the product's REST interface.</summary>
internal sealed class TaskMaker(CrmSystem system) : IDisposable
{
    private const int AtOnce = 32;

    private readonly CrmClient _client = new(system.Gateways[0].Url, system.Token);
    private int _made;

    /// <param name="count">How many.</param>
    /// <param name="remindsAt">When the task with this number reminds.</param>
    public Task CreateAsync(int count, Func<int, DateTimeOffset> remindsAt) => Parallel.ForEachAsync(
        Enumerable.Range(0, count),
        new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
        async (number, _) => await CreateAsync(remindsAt(number)));

    public void Dispose() => _client.Dispose();

    private async Task CreateAsync(DateTimeOffset remindsAt)
    {
        var key = $"reminder-{Interlocked.Increment(ref _made)}";
        var body = $$"""{"title":"A task that reminds","reminders":[{"at":"{{remindsAt:O}}"}]}""";
        var answer = await _client.SendUntilAnsweredAsync(HttpMethod.Post, "/api/v1/tasks", body, key);
        if (!answer.IsAccepted)
            throw new InvalidOperationException($"A task was not made: {answer}");
    }
}
