using Crm.Actors.Grains.Auth;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Auth;

public sealed class PasswordWorkTests
{
    [Fact]
    public async Task VerifyAsync_NoHash_DoesTheSameWorkAndIsWrong()
    {
        var hasher = new CountingHasher();
        using var work = new PasswordWork(hasher, new PasswordOptions());

        (await work.VerifyAsync("nobody's password", null)).ShouldBeFalse();
        (await work.VerifyAsync("secret", "hash of secret")).ShouldBeTrue();
        (await work.VerifyAsync("other", "hash of secret")).ShouldBeFalse();

        hasher.Verified.ShouldBe(3);
    }

    [Fact]
    public async Task HashAsync_MoreThanMayWait_AreRefusedAtOnceAndTheOthersGetTheirTurn()
    {
        var hasher = new CountingHasher();
        using var work = new PasswordWork(hasher, new PasswordOptions { Concurrency = 2, MaxWaiting = 3 });
        hasher.Gate.Reset();

        var accepted = Enumerable.Range(0, 5).Select(i => work.HashAsync($"{i}")).ToArray();
        await Should.ThrowAsync<PasswordsBusyException>(() => work.HashAsync("one too many"));
        hasher.Gate.Set();
        await Task.WhenAll(accepted);

        hasher.MostAtATime.ShouldBeLessThanOrEqualTo(2);
        (await work.HashAsync("later")).ShouldBe("hash of later");
    }

    private sealed class CountingHasher : IPasswordHasher
    {
        private int _present;
        private int _verified;

        public ManualResetEventSlim Gate { get; } = new(initialState: true);

        public int Verified => _verified;

        public int MostAtATime { get; private set; }

        public string Hash(string password)
        {
            MostAtATime = Math.Max(MostAtATime, Interlocked.Increment(ref _present));
            Gate.Wait();
            Interlocked.Decrement(ref _present);
            return $"hash of {password}";
        }

        public bool Verify(string password, string hash)
        {
            Interlocked.Increment(ref _verified);
            return hash == $"hash of {password}";
        }

        public bool NeedsRehash(string hash) => false;
    }
}
