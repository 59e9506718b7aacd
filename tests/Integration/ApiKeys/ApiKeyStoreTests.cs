using Crm.Actors.Contracts;
using Crm.Actors.Grains.ApiKeys;
using Crm.Actors.IntegrationTests.Users;
using Shouldly;
using Xunit;

namespace Crm.Actors.IntegrationTests.ApiKeys;

public sealed class ApiKeyStoreTests(PostgresFixture postgres)
{
    [Fact]
    public async Task Create_AHundredAtOnceInTwoSilos_TwentyAreMade()
    {
        await using var keys = await StoredKeys.CreateAsync(postgres.Server);

        var results = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => Task.Run(() => UntilDecidedAsync(keys, i % 2))));

        results.Count(static r => r.Rejection is null).ShouldBe(ApiKeyRules.MaxLive);
        results.Where(static r => r.Rejection is not null).ShouldAllBe(static r => r.Rejection!.Code == RejectionCode.NotAllowedNow);
        (await keys.Database.ScalarAsync<long>("SELECT count(*) FROM auth.api_keys WHERE ended_at IS NULL AND expires_at > now()")).ShouldBe(ApiKeyRules.MaxLive);
        (await keys.Directory.ListAsync(keys.Owner)).Length.ShouldBe(ApiKeyRules.MaxLive);
    }

    [Fact]
    public async Task Row_Key_IsFoundByItsIdAndTheLogHasNoHash()
    {
        await using var keys = await StoredKeys.CreateAsync(postgres.Server);
        var id = StoredUsers.NewId();
        var view = (await keys.Activate().CreateAsync(id, out var hash)).Value!.Keys.ShouldHaveSingleItem();

        var found = (await keys.Directory.FindAsync(id))!;
        (found.OwnerId, found.Hash, found.ExpiresAt, found.HasEnded).ShouldBe((keys.Owner, hash, view.ExpiresAt, false));
        found.Scopes.ShouldBe(view.Scopes);
        (await keys.Directory.FindAsync(StoredUsers.NewId())).ShouldBeNull();

        var listed = (await keys.Directory.ListAsync(keys.Owner)).ShouldHaveSingleItem();
        (listed with { Scopes = view.Scopes }).ShouldBe(view);
        var entry = (await keys.Activate(silo: 1).ReadAsync()).Keys.ShouldHaveSingleItem();
        (entry.View with { Scopes = view.Scopes }).ShouldBe(view);
        entry.Hash.ShouldBe(hash);
        (await keys.Database.ScalarAsync<bool>($"SELECT bool_or(l::text LIKE '%{hash.Hex}%') FROM events.log l")).ShouldBeFalse();
    }

    [Fact]
    public async Task Revoke_Key_EndsInTheSameCommitAndStaysKnown()
    {
        await using var keys = await StoredKeys.CreateAsync(postgres.Server);
        var ring = keys.Activate();
        var (first, second) = (StoredUsers.NewId(), StoredUsers.NewId());
        await ring.CreateAsync(first, out _);
        await ring.CreateAsync(second, out _);

        (await ring.RevokeAsync(first)).Rejection.ShouldBeNull();

        (await keys.Directory.FindAsync(first))!.HasEnded.ShouldBeTrue();
        (await keys.Directory.FindAsync(second))!.HasEnded.ShouldBeFalse();
        (await keys.Directory.ListAsync(keys.Owner)).ShouldHaveSingleItem().Id.ShouldBe(second);
        (await ring.RevokeAsync(first)).Rejection!.Code.ShouldBe(RejectionCode.NotFound);
    }

    [Fact]
    public async Task Note_Uses_AreWrittenAtMostOnceAMinute()
    {
        await using var keys = await StoredKeys.CreateAsync(postgres.Server);
        var id = StoredUsers.NewId();
        await keys.Activate().CreateAsync(id, out _);
        var at = new DateTimeOffset(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);

        foreach (var (seconds, seen) in new[] { (0, 0), (59, 0), (60, 60), (61, 60), (30, 60) })
        {
            keys.Uses.Note(id, at.AddSeconds(seconds));
            keys.Uses.Note(StoredUsers.NewId(), at);
            await keys.Uses.WriteAsync(CancellationToken.None);
            (await keys.Directory.ListAsync(keys.Owner)).ShouldHaveSingleItem().LastUsedAt.ShouldBe(at.AddSeconds(seen));
        }

        await keys.Activate().CreateAsync(StoredUsers.NewId(), out _);
        (await keys.Directory.ListAsync(keys.Owner))[0].LastUsedAt.ShouldNotBeNull("The next change of the ring left it as it was.");
    }

    /// <summary>An activation that lost against the other silo's is replaced by a new one, as a grain's is.</summary>
    private static async Task<CommandResult<ApiKeyRing>> UntilDecidedAsync(StoredKeys keys, int silo)
    {
        while (true)
        {
            var result = await keys.Activate(silo).CreateAsync(StoredUsers.NewId(), out _);
            if (result.Rejection?.Code is not RejectionCode.Unavailable)
                return result;
        }
    }
}
