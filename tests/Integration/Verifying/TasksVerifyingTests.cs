using Crm.Actors.IntegrationTests.Due;
using Crm.Actors.Persistence.Verifying;
using Npgsql;
using Shouldly;
using Xunit;

namespace Crm.Actors.IntegrationTests.Verifying;

/// <summary>Tasks are what their events give, and each reminder that is to come has its row.</summary>
public sealed class TasksVerifyingTests(PostgresFixture postgres) : IAsyncLifetime
{
    private StoredTasks _tasks = null!;
    private Guid _task;

    public async ValueTask InitializeAsync()
    {
        _tasks = await StoredTasks.CreateAsync(postgres.Server);
        _task = await _tasks.CreateAsync(new DateTimeOffset(2999, 1, 5, 9, 0, 0, TimeSpan.Zero), new DateTimeOffset(2999, 1, 6, 9, 0, 0, TimeSpan.Zero));
    }

    public ValueTask DisposeAsync() => _tasks.DisposeAsync();

    [Fact]
    public async Task RunAsync_NothingIsWrong_FindsNothing() => (await VerifyAsync()).ShouldBeEmpty();

    [Fact]
    public async Task RunAsync_RowsThatNobodyWantsAnyMore_AreNoDifference()
    {
        await _tasks.Database.ExecuteAsync($"INSERT INTO tasks.reminders (id, task_id, due_at) VALUES (gen_random_uuid(), '{_task}', now())");

        (await VerifyAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("UPDATE tasks.tasks SET title = 'forged'", "tasks.tasks.title is 'forged'")]
    [InlineData("UPDATE tasks.tasks SET reminders = '[]'", "tasks.tasks.reminders is '[]'")]
    [InlineData("DELETE FROM tasks.tasks", "tasks.tasks has no row")]
    [InlineData("DELETE FROM tasks.reminders WHERE due_at = '2999-01-05T09:00:00Z'", "has no row")]
    [InlineData("UPDATE tasks.reminders SET due_at = due_at + interval '1 microsecond' WHERE due_at = '2999-01-05T09:00:00Z'", "has no row")]
    public async Task RunAsync_SomethingIsWrong_SaysWhat(string sql, string said)
    {
        await _tasks.Database.ExecuteAsync(sql);

        $"{(await VerifyAsync()).ShouldHaveSingleItem()}".ShouldContain(said);
    }

    private async Task<List<Difference>> VerifyAsync()
    {
        var found = new List<Difference>();
        await new LogVerifier(new NpgsqlConnectionStringBuilder(_tasks.Database.ReaderConnectionString)).RunAsync(found.Add, CancellationToken.None);
        return found;
    }
}
