using Crm.Actors.Silo.Passwords;
using Shouldly;
using Xunit;

namespace Crm.Actors.IntegrationTests.Users;

public sealed class Argon2Tests
{
    private static readonly Argon2Options Least = new() { MemoryKiB = Argon2Options.MinMemoryKiB, Passes = Argon2Options.MinPasses };

    [Fact]
    public void Hash_Password_IsVerifiedAndNoOtherIs()
    {
        var hasher = new Argon2PasswordHasher(Least);
        var hash = hasher.Hash("correct horse battery");

        hash.ShouldStartWith("$argon2id$v=19$m=19456,t=2,p=1$");
        hasher.Verify("correct horse battery", hash).ShouldBeTrue();
        hasher.Verify("correct horse batterY", hash).ShouldBeFalse();
        hasher.Verify("", hash).ShouldBeFalse();
        hasher.Hash("correct horse battery").ShouldNotBe(hash);
    }

    /// <summary>A published hash of the reference implementation, whose salt is shorter than ours.</summary>
    [Fact]
    public void TryParse_HashOfTheReferenceImplementation_IsReadAndWrittenTheSame()
    {
        const string Reference = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";

        PhcString.TryParse(Reference, out var phc).ShouldBeTrue();

        (phc.Options, phc.Salt.Length, phc.Hash.Length).ShouldBe((new Argon2Options { MemoryKiB = 65536, Passes = 2 }, 8, 32));
        phc.ToString().ShouldBe(Reference);
    }

    [Fact]
    public void NeedsRehash_OtherParameters_IsTrueAndTheOldHashStillVerifies()
    {
        var before = new Argon2PasswordHasher(Least);
        var after = new Argon2PasswordHasher(Least with { Passes = 3 });
        var hash = before.Hash("correct horse battery");

        before.NeedsRehash(hash).ShouldBeFalse();
        after.NeedsRehash(hash).ShouldBeTrue();
        after.Verify("correct horse battery", hash).ShouldBeTrue();
    }

    [Fact]
    public void Options_Defaults_AreAboveOwaspsLeast()
    {
        var options = new Argon2Options();

        options.MemoryKiB.ShouldBeGreaterThanOrEqualTo(Argon2Options.MinMemoryKiB);
        options.Passes.ShouldBeGreaterThanOrEqualTo(Argon2Options.MinPasses);
    }

    [Theory]
    [InlineData("")]
    [InlineData("plain")]
    [InlineData("$argon2i$v=19$m=19456,t=2,p=1$c2FsdHNhbHRzYWx0c2FsdA$aGFzaA")]
    [InlineData("$argon2id$v=16$m=19456,t=2,p=1$c2FsdHNhbHRzYWx0c2FsdA$aGFzaA")]
    [InlineData("$argon2id$v=19$m=19456,t=2,p=4$c2FsdHNhbHRzYWx0c2FsdA$aGFzaA")]
    [InlineData("$argon2id$v=19$m=0,t=2,p=1$c2FsdHNhbHRzYWx0c2FsdA$aGFzaA")]
    [InlineData("$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHRzYWx0c2FsdA$")]
    [InlineData("$argon2id$v=19$m=19456,t=2,p=1$***$aGFzaA")]
    public void Verify_NoHashOfOurs_FitsNoPassword(string hash)
    {
        var hasher = new Argon2PasswordHasher(Least);

        hasher.Verify("password", hash).ShouldBeFalse();
        hasher.NeedsRehash(hash).ShouldBeTrue();
    }
}
