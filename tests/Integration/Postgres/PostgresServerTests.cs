using Crm.Actors.TestKit.Postgres;

using Npgsql;

using Shouldly;

using Xunit;

namespace Crm.Actors.IntegrationTests.Postgres;

public sealed class PostgresServerTests
{
    [Fact]
    public async Task Server_KilledFrozenAndRestarted_KeepsWhatWasCommitted()
    {
        await using var server = await PostgresServer.StartNewAsync();
        await server.ExecuteAsync("CREATE TABLE kept (n int); INSERT INTO kept VALUES (1)");

        await server.KillAsync();
        server.ProcessId.ShouldBe(0);
        await Should.ThrowAsync<NpgsqlException>(() => server.ExecuteAsync("SELECT"));

        await server.StartAsync();
        await server.ExecuteAsync("INSERT INTO kept VALUES (2)");
        await server.RestartAsync();

        server.Freeze();
        var insert = server.ExecuteAsync("INSERT INTO kept SELECT count(*) + 1 FROM kept");
        insert.IsCompleted.ShouldBeFalse();
        server.Resume();
        await insert;

        await using var connection = new NpgsqlConnection(server.AdminConnectionString());
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT array_agg(n ORDER BY n) FROM kept", connection);
        (await command.ExecuteScalarAsync()).ShouldBe(new[] { 1, 2, 3 });
    }

    [Fact]
    public async Task DisposeAsync_RunningServer_LeavesNothingBehind()
    {
        var server = await PostgresServer.StartNewAsync(new PostgresServerOptions { Fsync = false });
        var process = server.ProcessId;

        await server.DisposeAsync();

        Directory.Exists(server.DataDirectory).ShouldBeFalse();
        Should.Throw<ArgumentException>(() => System.Diagnostics.Process.GetProcessById(process));
    }

    [Fact]
    public async Task StartNewAsync_SettingThatTheServerRefuses_ThrowsWithItsLog()
    {
        var options = new PostgresServerOptions { Settings = new Dictionary<string, string>(StringComparer.Ordinal) { ["shared_buffers"] = "much" } };
        var refused = await Should.ThrowAsync<InvalidOperationException>(() => PostgresServer.StartNewAsync(options));
        refused.Message.ShouldContain("shared_buffers");
    }
}
