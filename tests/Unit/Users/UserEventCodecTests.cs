using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Actors.Contracts.Users;
using Crm.Actors.Contracts.Users.Events;
using Crm.Actors.Grains.Users;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Users;

public sealed class UserEventCodecTests
{
    private static readonly UserEventCodec Codec = new();
    private static readonly UserContext Context = new(
        [RoleNames.Administrator, RoleNames.User],
        Disabled: true,
        [GivenUsers.Team, new Guid("0190a000-0000-7000-8000-0000000000e2")]);

    public static TheoryData<string> Events => [.. All.Keys];

    private static Dictionary<string, UserEvent> All { get; } = new UserEvent[]
    {
        new UserRegistered(GivenUsers.UserId, Context, new UserSecrets("ann@example.com", "Ann", GivenUsers.Hash)),
        new UserDisabled(Context),
        new UserEnabled(Context),
        new UserPasswordChanged(Context, GivenUsers.Hash),
        new UserPasswordRehashed(Context, GivenUsers.Hash),
        new UserRoleAssigned(RoleNames.User, Context),
        new UserRoleRemoved(RoleNames.Manager, Context),
        new UserTeamJoined(GivenUsers.Team, Context),
        new UserTeamLeft(new Guid("0190a000-0000-7000-8000-0000000000e3"), Context),
        new UserTelegramLinked(Context, new TelegramChat(4711, "ann_in_telegram")),
        new UserTelegramUnlinked(Context),
    }.ToDictionary(static e => Codec.TypeOf(e).Name);

    [Fact]
    public void TypeOf_EveryEvent_HasASample() => typeof(UserEvent).Assembly.GetTypes()
        .Count(static type => type.IsSubclassOf(typeof(UserEvent))).ShouldBe(All.Count);

    [Theory, MemberData(nameof(Events))]
    public void Read_StoredSample_IsWrittenTheSame(string name)
    {
        var sample = File.ReadAllText(Path.Combine(Folder(), "Samples", $"{name}.v1{(name.StartsWith("user.team.", StringComparison.Ordinal) ? "" : ".teams")}.json"));

        var read = Codec.Read(name, 1, Encoding.UTF8.GetBytes(sample));

        JsonNode.DeepEquals(JsonNode.Parse(Write(read)), JsonNode.Parse(sample)).ShouldBeTrue();
        read.User.Roles.ShouldBe(Context.Roles);
        read.User.Disabled.ShouldBeTrue();
        read.User.Teams.ShouldBe(Context.Teams);
    }

    /// <summary>What was written before there were teams.</summary>
    [Theory]
    [InlineData("user.registered")]
    [InlineData("user.disabled")]
    [InlineData("user.enabled")]
    [InlineData("user.password.changed")]
    [InlineData("user.password.rehashed")]
    [InlineData("user.role.assigned")]
    [InlineData("user.role.removed")]
    public void Read_SampleFromBeforeTeams_HasNone(string name)
    {
        var sample = JsonNode.Parse(File.ReadAllText(Path.Combine(Folder(), "Samples", $"{name}.v1.json")))!;

        var read = Codec.Read(name, 1, Encoding.UTF8.GetBytes(sample.ToJsonString()));

        read.User.Teams.ShouldBeEmpty();
        read.User.Roles.ShouldBe(Context.Roles);
        sample["user"]!["teams"] = new JsonArray();
        JsonNode.DeepEquals(JsonNode.Parse(Write(read)), sample).ShouldBeTrue();
    }

    [Theory, MemberData(nameof(Events))]
    public void Write_Secrets_AreLeftOut(string name)
    {
        var json = Write(All[name]);

        foreach (var secret in new[] { "ann", "Ann", "example", "argon2", "salt", "4711" })
            json.ShouldNotContain(secret);
    }

    [Fact]
    public void Apply_EventsFromTheLog_GiveTheStateWithoutSecrets()
    {
        var direct = GivenUsers.User;
        var fromLog = Codec.Read("user.registered", 1, Encoding.UTF8.GetBytes(Write(
            new UserRegistered(GivenUsers.UserId, direct.Context, new UserSecrets("ann@example.com", "Ann", GivenUsers.Hash)))));

        var replayed = UserState.Apply(null, GivenUsers.Recorded(fromLog, 1));

        replayed.View.Email.ShouldBeEmpty();
        replayed.PasswordHash.ShouldBeEmpty();
        (replayed.Version, replayed.SessionsFrom, replayed.View.Id, replayed.View.CreatedAt)
            .ShouldBe((direct.Version, direct.SessionsFrom, direct.View.Id, direct.View.CreatedAt));
        replayed.View.Roles.ShouldBe(direct.View.Roles);
    }

    [Fact]
    public void Texts_OfWhatHoldsSecrets_DoNot()
    {
        foreach (var text in new object[] { GivenUsers.New, GivenUsers.User, All["user.registered"], All["user.password.changed"], All["user.password.rehashed"] })
            text.ToString()!.ShouldNotContain("argon2");
    }

    private static string Write(UserEvent happened)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
            Codec.Write(happened, json);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
