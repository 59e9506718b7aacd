using Crm.Actors.Grains.Kernel;
using Shouldly;
using Xunit;

namespace Crm.Actors.IntegrationTests.EventStore;

/// <summary>
/// Statements that return their rows and then do not commit: PostgreSQL commits when the rows are on their way already, and a statement
/// can be cancelled, or its session ended, right then. A deferred trigger stands in for the bad moment.
/// </summary>
public sealed class FailingCommitTests(PostgresFixture postgres) : IAsyncLifetime
{
    private PostgresStores _stores = null!;

    public async ValueTask InitializeAsync() => _stores = await PostgresStores.CreateAsync(postgres.Server);

    public ValueTask DisposeAsync() => _stores.DisposeAsync();

    [Theory]
    [InlineData("PERFORM pg_sleep(20)")]
    [InlineData("RAISE 'ended' USING ERRCODE = '57P01'")]
    [InlineData("PERFORM pg_terminate_backend(pg_backend_pid()); PERFORM pg_sleep(20)")]
    public async Task AppendAsync_DoesNotCommitAfterItsRows_IsNotAcknowledged(string atCommit)
    {
        var store = _stores.Open(lanes: 1, deadline: TimeSpan.FromSeconds(1));
        var creation = StoredDeals.Creation(StoredDeals.NewId());
        (await store.AppendAsync(creation)).Status.ShouldBe(AppendStatus.Committed);
        await _stores.Database.ExecuteAsync($"""
            CREATE FUNCTION crm.at_commit() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {atCommit}; RETURN NULL; END $$;
            CREATE CONSTRAINT TRIGGER at_commit AFTER UPDATE ON crm.deals DEFERRABLE INITIALLY DEFERRED
            FOR EACH ROW EXECUTE FUNCTION crm.at_commit()
            """);

        var result = await store.AppendAsync(StoredDeals.Titles(creation.Id, creation.State, "key", "second"));

        result.Status.ShouldBe(AppendStatus.Unavailable);
        (await _stores.Store.LoadAsync(creation.Id)).State!.Version.ShouldBe(1);
        (await _stores.DefectAsync()).ShouldBeNull();
    }
}
