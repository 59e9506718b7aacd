using Crm.Actors.Persistence.Configuration;

using Shouldly;

using Xunit;

namespace Crm.Actors.UnitTests.Configuration;

public sealed class EnvironmentVariablesTests : IDisposable
{
    private readonly Dictionary<string, string> _set = new(StringComparer.Ordinal);
    private readonly string _file = Path.GetTempFileName();

    private EnvironmentVariables Variables => new(name => _set.GetValueOrDefault(name));

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void Get_Set_IsTheValue()
    {
        _set["X"] = " value ";
        Variables.Get("X").ShouldBe(" value ");
    }

    [Fact]
    public void Get_File_IsItsContentWithoutTheLastLineBreak()
    {
        File.WriteAllText(_file, "secret\r\n");
        _set["X_FILE"] = _file;
        Variables.Get("X").ShouldBe("secret");
    }

    [Fact]
    public void Get_NotSetOrEmpty_NamesBothVariables()
    {
        _set["X"] = "";
        Problem(() => Variables.Get("X")).ShouldBe("X is not set (nor X_FILE)");
        Variables.Find("X").ShouldBeNull();
    }

    [Fact]
    public void Get_ValueAndFile_IsRefused()
    {
        (_set["X"], _set["X_FILE"]) = ("secret", _file);
        Problem(() => Variables.Get("X")).ShouldBe("X and X_FILE are both set; keep one");
    }

    [Fact]
    public void Get_FileMissingOrEmpty_NamesTheFile()
    {
        _set["X_FILE"] = _file;
        Problem(() => Variables.Get("X")).ShouldBe($"X_FILE names an empty file: {_file}");
        _set["X_FILE"] = _file + ".missing";
        Problem(() => Variables.Get("X")).ShouldBe($"X_FILE names a file that cannot be read: {_file}.missing");
    }

    [Theory]
    [InlineData(null, 11111)]
    [InlineData("1", 1)]
    [InlineData("65535", 65535)]
    public void GetInt32_InRangeOrNotSet_IsIt(string? text, int expected)
    {
        if (text is not null) _set["PORT"] = text;
        Variables.GetInt32("PORT", 11111, 1, 65535).ShouldBe(expected);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("65536")]
    [InlineData("99999999999")]
    [InlineData("1.0")]
    [InlineData(" 1")]
    [InlineData("port")]
    public void GetInt32_Otherwise_NamesTheRange(string text)
    {
        _set["PORT"] = text;
        Problem(() => Variables.GetInt32("PORT", 11111, 1, 65535)).ShouldBe("PORT is not a whole number from 1 to 65535");
    }

    [Fact]
    public void GetDatabase_Malformed_NamesTheVariableAndHidesTheRest()
    {
        _set["CRM_DATABASE_URL"] = "postgresql://u:hunter2@h:99999/d";
        Problem(() => Variables.GetDatabase("CRM_DATABASE_URL"))
            .ShouldBe("CRM_DATABASE_URL is not a usable database URL: the port is not a number from 1 to 65535");
    }

    private static string Problem(Func<object?> read) => Should.Throw<ConfigurationException>(() => read()).Message;
}
